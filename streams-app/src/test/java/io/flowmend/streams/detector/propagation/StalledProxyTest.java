/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import static io.flowmend.streams.detector.propagation.PropagationBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.propagation.SliceChange.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said of proxies that stand still, of most that do, and when it is over. Revision 11 comes at 10 s. */
class StalledProxyTest {

    private static final String[] ALL = {"a", "b", "c", "d"};

    private final PropagationBench bench = new PropagationBench(2).watched(ALL);

    private void pass(double until) {
        bench.known(until, ALL);
    }

    private Finding of(String node) {
        return bench.findings().stream()
                .filter(finding -> finding.subject().node().equals(node))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Test
    void theFindingSaysWhereTheProxyStandsAndWhatItLacks() {
        bench.change(10, 11, Kind.CHANGED, "web-4");
        bench.ack(11, "b", 11).ack(11, "c", 11).ack(11, "d", 11);
        pass(60);
        assertThat(of("a").summary())
                .isEqualTo("The service proxy of node a (kube-proxy v1.36.3, last sync 1970-01-01T00:00:00Z) stands at"
                        + " revision 10 and has not programmed slice default/web-4 of service web changed (revision 11)"
                        + " for 30 s.");
        assertThat(of("a").confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(of("a").evidence())
                .extracting(Evidence::says)
                .containsExactly(
                        "slice default/web-4 of service web changed (revision 11) came",
                        "the proxy's last acknowledgement, of revision 10",
                        "the node lives and nothing of a later revision came up to here");
    }

    @Test
    void onlyWhoHadItWithinTheTimeCountsAsInTime() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(12, "c", 11).ack(45, "d", 11);
        pass(60);
        assertThat(of("a").last().reason()).isEqualTo("2 of 3 other nodes had programmed it within 30 s");
        assertThat(of("d").last().reason()).isEqualTo("the proxy has caught up");
    }

    @Test
    void aChangeThatComesAfterALaterOneIsWaitedForFromItsOwnTime() {
        // Given partitions of slices of which one is behind
        bench.change(12, 12, Kind.CHANGED);
        bench.nodes(13, List.of(ALL));
        bench.change(10, 11, Kind.CHANGED);
        // When
        bench.ack(14, "b", 12).ack(14, "c", 12).ack(14, "d", 12);
        pass(60);
        // Then
        assertThat(of("a").brokenAt()).isEqualTo(at(10));
        assertThat(of("a").detectedAt()).isEqualTo(at(40));
    }

    @Test
    void aProxyIsWaitedForThoughTheApiIsKnownMuchLater() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(11, "c", 11).ack(11, "d", 11);
        bench.nodes(9, List.of(ALL)).nodes(60, List.of(ALL)).api(60);
        assertThat(of("a").detectedAt()).isEqualTo(at(40));
    }

    @Test
    void halfOfTheOthersInTimeMakesItTheNodesOwn() {
        bench.known(4, "a", "b", "c", "d", "e");
        bench.ack(5, "e", 10);
        bench.known(6, "a", "b", "c", "d", "e");
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(11, "c", 11);
        bench.known(60, "a", "b", "c", "d", "e");
        assertThat(bench.findings()).extracting(Finding::causeClass).containsOnly("stalled-proxy");
        assertThat(of("a").last().reason()).isEqualTo("2 of 4 other nodes had programmed it within 30 s");
    }

    @Test
    void whoMayHaveLostItsWordIsNotAmongTheLate() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "d", 11);
        bench.gap(10.5, 12, "b").gap(10.5, 12, "c");
        pass(60);
        assertThat(bench.findings()).extracting(Finding::causeClass).containsExactly("stalled-proxy");
        assertThat(of("a").last().reason()).isEqualTo("1 of 1 other nodes had programmed it within 30 s");
    }

    @Test
    void mostAreLateUntilFewerThanHalfOfThemAre() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "d", 11);
        pass(60);
        assertThat(bench.findings()).hasSize(1);
        assertThat(bench.findings().getFirst().summary())
                .isEqualTo("3 of 4 watched nodes had not programmed a change after 30 s: it is not one node.");
        assertThat(bench.findings().getFirst().confidence()).isEqualTo(Confidence.LIKELY);
        bench.ack(61, "b", 11);
        pass(80);
        assertThat(bench.findings()).as("half of them").hasSize(1);
        bench.ack(81, "c", 11);
        pass(100);
        assertThat(bench.findings()).hasSize(3);
        assertThat(bench.findings().get(1).last().reason()).isEqualTo("most have caught up, 1 have not");
        assertThat(of("a").last().reason()).isEqualTo("3 of 3 other nodes had programmed it within 30 s");
        bench.ack(101, "a", 11);
        pass(120);
        assertThat(of("a").last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(bench.findings()).hasSize(4);
    }

    @Test
    void theNextTimeThatMostAreLateIsToldAgain() {
        bench.change(10, 11, Kind.CHANGED);
        pass(60);
        for (var node : ALL) {
            bench.ack(61, node, 11);
        }
        pass(80);
        bench.change(100, 12, Kind.CHANGED);
        pass(150);
        assertThat(bench.findings())
                .filteredOn(finding -> finding.causeClass().equals("api-or-source"))
                .extracting(finding -> finding.last().state())
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS, FindingState.OPEN);
    }

    @Test
    void aProxyThatStartsAnewKeepsWhatItHad() {
        bench.ack(4, "a", 3);
        bench.change(10, 11, Kind.CHANGED);
        for (var node : ALL) {
            bench.ack(11, node, 11);
        }
        bench.ack(12, "a", 3);
        pass(60);
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.propagations().getFirst().programmed()).isEqualTo(4);
    }

    @Test
    void theRevisionThatItStandsAtMayBeAnException() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "a", 11, Map.of(11L, "no such port"));
        bench.ack(11, "b", 11).ack(11, "c", 11).ack(11, "d", 11);
        pass(60);
        assertThat(bench.propagations()).isEmpty();
        bench.ack(61, "a", 12);
        pass(80);
        assertThat(bench.propagations()).hasSize(1);
    }

    @Test
    void anAcknowledgementBehindItsNodesHeartbeatIsLate() {
        pass(20);
        assertThat(bench.acks(21, "a", 11, Map.of())).isTrue();
        assertThat(bench.acks(2.5, "a", 11, Map.of())).isFalse();
    }

    @Test
    void aSecondStallOfOneProxyIsAnotherFinding() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(11, "c", 11).ack(11, "d", 11);
        pass(60);
        bench.ack(61, "a", 11);
        pass(80);
        bench.change(100, 12, Kind.CHANGED);
        bench.ack(101, "b", 12).ack(101, "c", 12).ack(101, "d", 12);
        pass(150);
        assertThat(bench.findings()).hasSize(3);
        assertThat(of("a").detectedAt()).isEqualTo(at(130));
        assertThat(of("a").id()).isNotEqualTo(bench.findings().getFirst().id());
    }

    @Test
    void aStalledProxyThatNobodyWatchesAnyMoreExpires() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(11, "c", 11).ack(11, "d", 11);
        pass(60);
        bench.mute(60, 70, "a").nodes(70, List.of("b", "c", "d")).api(70);
        pass(390);
        assertThat(of("a").last().state()).isEqualTo(FindingState.EXPIRED);
        assertThat(of("a").last().at()).isEqualTo(at(370));
    }

    @Test
    void whatWasProgrammedOnceIsNoExceptionLater() {
        bench.change(10, 11, Kind.CHANGED);
        for (var node : ALL) {
            bench.ack(11, node, 11);
        }
        bench.ack(12, "a", 12, Map.of(11L, "no such port"));
        pass(60);
        assertThat(bench.propagations()).singleElement().satisfies(said -> {
            assertThat(said.watched()).isEqualTo(4);
            assertThat(said.programmed()).isEqualTo(4);
        });
        pass(400);
        assertThat(bench.propagations()).hasSize(1);
    }

    @Test
    void onlyAReasonThatCameInTimeIsNamed() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(11, "c", 11).ack(11, "d", 11);
        bench.ack(340, "a", 12, Map.of(11L, "no such port"));
        pass(345);
        assertThat(bench.propagations().getFirst().last().getFirst())
                .isEqualTo(new Straggler("a", OptionalLong.empty(), ""));
    }

    @Test
    void whatIsDecidedAndGivenUpIsForgotten() {
        // Given what one round leaves
        round(10, 11);
        var before = bench.kept();
        // When
        round(1000, 12);
        // Then
        assertThat(bench.propagations()).hasSize(2);
        assertThat(bench.kept()).isEqualTo(before);
    }

    /** One proxy is late and catches up; then all is past the end. */
    private void round(double from, long revision) {
        bench.change(from, revision, Kind.CHANGED);
        bench.ack(from + 1, "b", revision).ack(from + 1, "c", revision).ack(from + 1, "d", revision);
        pass(from + 60);
        bench.ack(from + 61, "a", revision);
        pass(from + 80);
        pass(from + 400);
    }
}
