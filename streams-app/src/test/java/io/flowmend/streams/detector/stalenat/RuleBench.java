/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One client, one node, one address: gives the rule its turns and keeps what it says. Times are seconds. */
final class RuleBench {

    static final Duration SKEW = Duration.ofMillis(100);
    static final Duration PROOF_AGE = Duration.ofSeconds(5);
    static final Duration GRACE = Duration.ofSeconds(5);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final StaleNatRule rule = new StaleNatRule(SKEW, PROOF_AGE, GRACE);
    private final List<Finding> findings = new ArrayList<>();
    private final List<Instant> wakes = new ArrayList<>();
    private StaleNatState state = StaleNatState.EMPTY;
    private ServiceAddress address = new ServiceAddress("203.0.113.7", 162, ServiceAddress.UDP);
    private List<AddressFact> services = List.of();
    private NodeProxy proxy = new NodeProxy(NodeProxy.Kind.KUBE_PROXY, Optional.empty());
    private boolean known = true;
    private int records;

    static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e9));
    }

    List<Finding> findings() {
        return findings;
    }

    StaleNatState state() {
        return state;
    }

    /** When the rule wants its next turns. */
    List<Instant> wakes() {
        return wakes;
    }

    /** What a person is told who asks why nothing is reported. */
    List<String> harmless(double at) {
        return Acquittal.of(state, scene(at)).stream().map(Harmless::reason).toList();
    }

    void overTcp() {
        address = new ServiceAddress("203.0.113.7", 162, ServiceAddress.TCP);
    }

    void proxy(NodeProxy now) {
        proxy = now;
    }

    void known(boolean now) {
        known = now;
    }

    void ready(double at) {
        ready(at, Optional.empty(), false, Set.of());
    }

    void ready(double at, Optional<String> exemption, boolean localOnly, Set<String> nodes) {
        service(at, exemption, localOnly, nodes, Optional.of(at(at)));
    }

    /** The service is there and has no ready backend. */
    void unready(double at) {
        service(at, Optional.empty(), false, Set.of(), Optional.empty());
    }

    private void service(
            double at, Optional<String> exemption, boolean localOnly, Set<String> nodes, Optional<Instant> since) {
        services = List.of(new AddressFact(
                address,
                "default",
                "traps",
                "uid",
                exemption,
                localOnly,
                nodes,
                since,
                record(at),
                Optional.of(record(at)),
                Optional.empty(),
                List.of(),
                record(at)));
        turn(at);
    }

    void gone(double at) {
        services = List.of();
        turn(at);
    }

    void sees(double at, Sighting.Kind kind) {
        sees(at, kind, 0, true, false, false);
    }

    void sees(double at, Sighting.Kind kind, int zone, boolean unNatted, boolean replied, boolean local) {
        var author = kind == Sighting.Kind.DESTROYED
                ? Optional.of(new Sighting.Author(7, Optional.of("kube-proxy")))
                : Optional.<Sighting.Author>empty();
        sees(at, kind, zone, unNatted, replied, local, author);
    }

    /** The kernel says that the entry ended by itself. */
    void dropped(double at) {
        sees(at, Sighting.Kind.DESTROYED, 0, true, false, false, Optional.empty());
    }

    private void sees(
            double at,
            Sighting.Kind kind,
            int zone,
            boolean unNatted,
            boolean replied,
            boolean local,
            Optional<Sighting.Author> author) {
        apply(rule.onSighting(
                state,
                new Sighting(
                        kind,
                        "10.1.0.2:5000",
                        zone,
                        7,
                        new Tuple("10.1.0.2", "203.0.113.7", 5000, 162),
                        new Tuple("203.0.113.7", "10.1.0.2", 162, 5000),
                        unNatted,
                        replied,
                        local,
                        Optional.of(at(at + 30)),
                        Optional.empty(),
                        author,
                        record(at)),
                scene(at)));
    }

    void nodeKnownAgain(double at) {
        apply(rule.onNodeKnownAgain(state, scene(at)));
    }

    void turn(double at) {
        apply(rule.onTurn(state, scene(at)));
    }

    /** As what came was worth before it was put in order. */
    void arrived(double at) {
        apply(rule.onArrival(state, scene(at)));
    }

    private void apply(StaleNatDecision decision) {
        state = decision.next();
        findings.addAll(decision.findings());
        wakes.addAll(decision.wakes());
    }

    private Scene scene(double at) {
        return new Scene(
                "test",
                "node-a",
                address,
                "10.1.0.2:5000",
                at(at),
                known,
                "record " + records,
                services,
                Optional.of(record(at)),
                proxy);
    }

    private RecordRef record(double at) {
        records++;
        return new RecordRef("topic", 0, records, "record " + records, at(at));
    }
}
