/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.Crossing.CrossingApplier;
import io.flowmend.streams.order.sim.TreeStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossingTest {

    private final List<String> log = new ArrayList<>();
    private final TreeStore store = new TreeStore();
    private Crossing crossing = open();

    /** Writes down what it is given, and asks to be woken 5 s after each reset. */
    private final CrossingApplier rule = new CrossingApplier() {
        @Override
        public void shared(CrossingTurn turn, byte[] payload) {
            note(turn, "api " + text(payload));
        }

        @Override
        public void own(CrossingTurn turn, String node, byte[] payload) {
            note(turn, node + " " + text(payload));
            if (text(payload).equals("reset")) {
                note(
                        turn,
                        "covered by "
                                + turn.covering(node).map(CrossingTest::text).orElse("nothing"));
                turn.wakeAt(turn.now().plusSeconds(5), "judge");
            }
        }

        @Override
        public void due(CrossingTurn turn) {
            note(
                    turn,
                    "a silent since "
                            + turn.silentSince("c/a").map(CrossingTest::second).orElse("never"));
            turn.silentSince("c/a")
                    .flatMap(since -> turn.last("c/a", since))
                    .ifPresent(last -> note(turn, "last heard in " + text(last)));
            note(turn, "b known " + turn.isKnown("c/b", at(10), turn.now()));
        }
    };

    private Crossing open() {
        return new Crossing(
                store, Set.of("services/0", "nodes/0"), Set.of("intake/0", "intake/1"), Duration.ofMinutes(15));
    }

    private void note(CrossingTurn turn, String what) {
        log.add(second(turn.now()) + " " + what);
    }

    private void api(String upstream, int second) {
        crossing.accept(new ApiFrame(upstream, at(second), List.of()), rule);
    }

    private void apiKnown(int second) {
        api("services/0", second);
        api("nodes/0", second);
    }

    /** A heartbeat that covers all up to {@code second}. */
    private void beat(String upstream, String node, int second) {
        var change =
                new NodeFrame.Change(node, at(second), Optional.empty(), Optional.of(bytes(node + " beat " + second)));
        crossing.accept(new NodeFrame(upstream, at(0), List.of(change)), rule);
    }

    private void floor(String upstream, int second) {
        crossing.accept(new NodeFrame(upstream, at(second), List.of()), rule);
    }

    private void passed(String upstream, String node, int from, int to) {
        var change =
                new NodeFrame.Change(node, at(to), Optional.of(new Interval(at(from), Instant.MAX)), Optional.empty());
        crossing.accept(new NodeFrame(upstream, at(0), List.of(change)), rule);
    }

    private boolean own(String node, int second, String what) {
        return crossing.own(node, "vip", new Position(at(second), Rank.OWN, "tcp/boot", 1), bytes(what));
    }

    private boolean shared(int second, String what) {
        return crossing.shared("vip", new Position(at(second), Rank.SHARED, "uid", 1), bytes(what));
    }

    @Test
    void nothingIsAppliedBeforeAllHaveSpokenAndNothingAfterTheLeast() {
        own("c/a", 8, "row");
        own("c/b", 12, "reset");
        floor("intake/0", 30);
        apiKnown(30);
        assertThat(log).isEmpty();
        floor("intake/1", 9);
        assertThat(log).containsExactly("8 c/a row");
        api("services/0", 40);
        floor("intake/1", 11);
        assertThat(log).hasSize(1);
        floor("intake/1", 12);
        assertThat(log).contains("12 c/b reset");
    }

    @Test
    void theApiHoldsUpToo() {
        own("c/a", 8, "row");
        floor("intake/0", 30);
        floor("intake/1", 30);
        api("services/0", 30);
        api("nodes/0", 7);
        assertThat(log).isEmpty();
        api("nodes/0", 8);
        assertThat(log).containsExactly("8 c/a row");
    }

    @Test
    void whatIsBehindIsLate() {
        floor("intake/0", 10);
        floor("intake/1", 10);
        apiKnown(10);
        assertThat(own("c/a", 10, "row")).isFalse();
        assertThat(shared(10, "service")).isFalse();
        assertThat(own("c/a", 11, "row")).isTrue();
        assertThat(shared(11, "service")).isTrue();
    }

    @Test
    void twoNodesMaySayTheSameAtOneTime() {
        own("c/a", 8, "row");
        own("c/b", 8, "row");
        floor("intake/0", 10);
        floor("intake/1", 10);
        apiKnown(10);
        assertThat(log).containsExactly("8 c/a row", "8 c/b row");
    }

    @Test
    void theLastHeartbeatBeforeASilenceIsKeptWhileItIsAskedFor() {
        own("c/a", 8, "row");
        beat("intake/0", "c/a", 10);
        passed("intake/0", "c/a", 10, 20);
        own("c/b", 20, "reset");
        floor("intake/0", 21);
        floor("intake/1", 21);
        apiKnown(21);
        returned("intake/0", "c/a", 10, 30);
        floor("intake/0", 40);
        floor("intake/1", 40);
        apiKnown(40);
        assertThat(log).contains("25 a silent since 10", "25 last heard in c/a beat 10");
    }

    @Test
    void onlyAGapWithinTheTimeAskedForMakesANodeUnknown() {
        returned("intake/1", "c/b", 2, 5);
        own("c/b", 12, "reset");
        floor("intake/0", 40);
        floor("intake/1", 40);
        apiKnown(17);
        assertThat(log).contains("17 b known true");
        returned("intake/1", "c/b", 13, 14);
        own("c/b", 20, "reset");
        floor("intake/1", 40);
        apiKnown(40);
        assertThat(log).contains("25 b known false");
    }

    /** A heartbeat after a gap. */
    private void returned(String upstream, String node, int from, int until) {
        var change = new NodeFrame.Change(
                node,
                at(until),
                Optional.of(new Interval(at(from), at(until))),
                Optional.of(bytes(node + " beat " + until)));
        crossing.accept(new NodeFrame(upstream, at(0), List.of(change)), rule);
    }

    /** Everything that one run says, in an order of arrival that each seed draws; frames follow what they cover. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyInterleavingGivesTheSameAnswers(long seed) {
        var ofA = List.<Runnable>of(
                () -> own("c/a", 8, "row"),
                () -> beat("intake/0", "c/a", 9),
                () -> beat("intake/0", "c/a", 10),
                () -> passed("intake/0", "c/a", 10, 16),
                () -> floor("intake/0", 15),
                () -> passed("intake/0", "c/a", 10, 40),
                () -> floor("intake/0", 39));
        var ofB = List.<Runnable>of(
                () -> own("c/b", 12, "reset"),
                () -> beat("intake/1", "c/b", 11),
                () -> beat("intake/1", "c/b", 14),
                () -> beat("intake/1", "c/b", 30),
                () -> floor("intake/1", 20),
                () -> floor("intake/1", 39));
        var ofApi = List.<Runnable>of(
                () -> shared(1, "service"),
                () -> api("services/0", 13),
                () -> shared(15, "changed"),
                () -> api("services/0", 50));
        var ofNodes = List.<Runnable>of(() -> api("nodes/0", 12), () -> api("nodes/0", 60));
        run(new Random(seed), List.of(ofA, ofB, ofApi, ofNodes));
        assertThat(log)
                .containsExactly(
                        "1 api service",
                        "8 c/a row",
                        "12 c/b reset",
                        "12 covered by c/b beat 14",
                        "15 api changed",
                        "17 a silent since 10",
                        "17 last heard in c/a beat 10",
                        "17 b known true");
    }

    private void run(Random random, List<List<Runnable>> streams) {
        var at = new int[streams.size()];
        while (true) {
            var open = new ArrayList<Integer>();
            for (var i = 0; i < at.length; i++) {
                if (at[i] < streams.get(i).size()) {
                    open.add(i);
                }
            }
            if (open.isEmpty()) {
                return;
            }
            var next = open.get(random.nextInt(open.size()));
            streams.get(next).get(at[next]++).run();
            if (random.nextInt(4) == 0) {
                crossing = open(); // a restart: all of it is in the store
            }
        }
    }

    private static Instant at(int second) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
    }

    private static String second(Instant time) {
        return Long.toString(Duration.between(at(0), time).toSeconds());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
