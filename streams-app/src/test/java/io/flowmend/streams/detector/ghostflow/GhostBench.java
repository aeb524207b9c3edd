/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.codec.AvroGhostFlowCodec;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.GhostFlowStore.Place;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.ownership.Release;
import io.flowmend.streams.ownership.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One node and one address: gives the rule its turns in order of time, deadlines among them. Times are seconds. */
final class GhostBench {

    static final String ADDRESS = "10.244.1.5";
    static final String VIP = "203.0.113.7";
    static final GhostFlowRule RULE = new GhostFlowRule(millis(100), millis(2000), millis(5000), millis(5000), 3);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Place PLACE = new Place("test/node-a", "test/" + ADDRESS);

    private final CountingStore memory = new CountingStore();
    private final GhostFlowStore store = new GhostFlowStore(
            memory,
            new AvroGhostFlowCodec(
                    new Decoder<FlowRecord>((topic, bytes) -> {
                        throw new AssertionError("the bench sends no payloads");
                    }),
                    millis(2000)));
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> judged = new ArrayList<>();
    private final GhostRecords records = new GhostRecords();
    private final TreeSet<Wake> wakes = new TreeSet<>();
    private View view = View.NOTHING;
    private boolean known = true;
    private Instant now = T0;

    private record Wake(Instant at, String kind, String name) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            var byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : (kind + name).compareTo(other.kind + other.name);
        }
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e6) * 1000);
    }

    List<Finding> findings() {
        return findings;
    }

    List<FindingState> states() {
        return findings.stream().map(finding -> finding.last().state()).toList();
    }

    /** Why the last flow that was judged is no ghost. */
    String harmless() {
        return judged.getLast();
    }

    int writes() {
        return memory.writes();
    }

    boolean isEmpty() {
        return !store.hasFlows(PLACE) && store.cases(PLACE).isEmpty();
    }

    List<Case> cases() {
        return store.cases(PLACE);
    }

    List<Flow> flows() {
        return store.flows(PLACE);
    }

    void known(boolean whether) {
        known = whether;
    }

    /** A pod owns the address from here on. */
    void owns(double at, String name, String uid) {
        tell(at, view.with(records.owner(at, name, uid)));
    }

    void ends(double at, String uid, Release why) {
        var owner = view.owners().all().stream()
                .filter(each -> each.uid().equals(uid))
                .findFirst()
                .orElseThrow();
        tell(at, view.with(records.ended(owner, at, why)));
    }

    void backs(double at, String service, @Nullable String uid) {
        tell(at, view.with(records.backend(at, service, uid)));
    }

    /** The same backend over TCP. */
    void backsOverTcp(double at, String service, String uid) {
        tell(at, view.with(records.overTcp(at, service, uid)));
    }

    void backsNoMore(double at, String service, @Nullable String uid) {
        tell(at, view.with(records.backend(at, service, uid).removedBy(records.record(at))));
    }

    /** The pod {@code traps-0} (uid 1) backed {@code default/traps} since 1 s, and ended. */
    void endedAt(double at) {
        owns(1, "traps-0", "1");
        backs(1, "default/traps", "1");
        ends(at, "1", Release.DELETED);
    }

    /** An entry that is used, towards a pod that ended at 10 s. */
    void ghost() {
        endedAt(10);
        sees(10.1, Kind.PRESENT);
        sees(11, Kind.REFRESHED);
    }

    void sees(double at, Kind kind) {
        sees(at, kind, 5000);
    }

    void sees(double at, Kind kind, int port) {
        sees(at, entry(at, kind, port, false, Optional.of("default/traps")));
    }

    GhostSighting entry(double at, Kind kind, int port, boolean replied, Optional<String> service) {
        return records.entry(at, kind, port, replied, service);
    }

    GhostSighting entry(double at, Kind kind, int protocol, Tuple original, boolean replied, Optional<String> service) {
        return records.entry(at, kind, protocol, original, replied, service);
    }

    /** The entry is removed from a netlink port. */
    void destroyed(double at, int port, long by) {
        sees(at, records.destroyed(at, port, by));
    }

    /** A socket connected to the address itself. */
    void socket(double at, Kind kind, Form form, boolean stuck) {
        sees(at, records.socket(at, kind, form, stuck));
    }

    /** A TCP entry through the service, unanswered. */
    void syn(double at, Kind kind, int port) {
        sees(at, records.syn(at, kind, port));
    }

    /** The socket that connects to the service from that port. */
    void connecting(double at, Kind kind, int port, boolean stuck) {
        connecting(at, kind, port, ADDRESS, stuck);
    }

    /** @param reached address to which its packets are translated */
    void connecting(double at, Kind kind, int port, String reached, boolean stuck) {
        sees(at, records.connecting(at, kind, port, reached, stuck));
    }

    void sees(double at, GhostSighting seen) {
        turn(at);
        turn(at, seen.record().origin()).sighted(seen);
    }

    void nodeKnownAgain(double at) {
        turn(at);
        turn(at, "known again").nodeIsBack();
    }

    void apiKnownAgain(double at) {
        turn(at);
        turn(at, "known again").everyFlow();
    }

    /** Time passes: what is due up to here happens. */
    void turn(double to) {
        while (!wakes.isEmpty() && !wakes.first().at().isAfter(at(to))) {
            var wake = wakes.pollFirst();
            now = wake.at().isAfter(now) ? wake.at() : now;
            var turn = turn("deadline");
            if (wake.kind().equals("case")) {
                turn.caseDue(wake.name());
            } else {
                turn.flowDue(wake.name());
            }
        }
        now = at(to);
    }

    private void tell(double at, View next) {
        turn(at);
        view = next;
        turn(at, records.last()).everyFlow();
    }

    private GhostFlowTurn turn(double at, String cause) {
        now = at(at);
        return turn(cause);
    }

    private GhostFlowTurn turn(String cause) {
        var scene = new Scene(
                "test", "node-a", ADDRESS, now, known, cause, view, Optional.of(new RecordRef("s", 0, 0, "beat", now)));
        return new GhostFlowTurn(RULE, store, PLACE, scene, new GhostFlowTurn.Output() {
            @Override
            public void harmless(Flow flow, String why) {
                judged.add(why);
            }

            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }

            @Override
            public void wakeFlow(Instant at, String flow) {
                wakes.add(new Wake(at, "flow", flow));
            }

            @Override
            public void wakeCase(Instant at, String of) {
                wakes.add(new Wake(at, "case", of));
            }
        });
    }
}
