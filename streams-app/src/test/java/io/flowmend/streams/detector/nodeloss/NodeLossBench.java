/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ReadyBackend;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One suspected loss: what the rule is told, which each test alters, and what it says. Times are seconds; node a dies at 100. */
final class NodeLossBench {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final String A = "c/a";
    static final String B = "c/b";
    static final String CLIENT = "10.1.0.2:5000";

    static final NodeLossConfig CONFIG = new NodeLossConfig(
            Duration.ofMillis(100),
            Duration.ofSeconds(90),
            Duration.ofMinutes(2),
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            3,
            Duration.ofMinutes(1),
            4);
    private final NodeLossRule rule = new NodeLossRule(CONFIG);
    final List<Finding> findings = new ArrayList<>();
    /** Why the last reset is not the fault of a lost node; empty if it is suspect. */
    String acquitted = "";

    Optional<Batch> batch = Optional.empty();
    ServiceAddress address = new ServiceAddress("203.0.113.7", 443, ServiceAddress.TCP);
    Optional<DirectReturn> direct = Optional.of(new DirectReturn("tunnel", "mh", "flag-1,flag-2", false));
    Optional<String> exemption = Optional.of("kube-router DSR rewrites nothing");
    boolean localOnly;
    List<ReadyBackend> backends =
            List.of(new ReadyBackend("10.244.3.5", Optional.of("p")), new ReadyBackend("10.244.3.6", Optional.of("q")));
    Optional<NodeWord> word = Optional.of(new NodeWord(false, at(145), record("nodes", 145)));
    Optional<Instant> silent = Optional.of(at(100));
    boolean knownB = true;
    double lostKnownFrom;
    Optional<String> kubeRouter = Optional.of("v2.5.0");

    static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e9));
    }

    private static double seconds(Instant time) {
        return Duration.between(T0, time).toMillis() / 1000.0;
    }

    static RecordRef record(String topic, double at) {
        return new RecordRef(topic, 0, Math.round(at * 1000), topic + " @" + at, at(at));
    }

    Heard.Connection row(String client, double at) {
        return row(client, at, true, false, 890);
    }

    Heard.Connection row(String client, double at, boolean established, boolean gone, int expires) {
        return new Heard.Connection(
                client, Form.IPVS, "10.244.3.5", established, true, gone, at(at + expires), record("flows", at));
    }

    private AddressFact service() {
        return new AddressFact(
                address,
                "default",
                "web",
                "svc-1",
                exemption,
                localOnly,
                Set.of("a", "b"),
                Optional.of(at(0)),
                record("services", 0),
                Optional.of(record("slices", 0)),
                direct,
                backends,
                record("slices", 0));
    }

    boolean reset(double at, Rows rows) {
        return reset(at, CLIENT, B, rows);
    }

    boolean reset(double at, String client, String node, Rows rows) {
        var reset = new Heard.Reset(client, record("flows", at));
        var suspect = rule.onReset(node, reset, rows, List.of(service()));
        acquitted = suspect.isPresent() ? "" : new Acquittal(rule).ofReset(node, reset, rows, List.of(service()));
        suspect.ifPresent(found ->
                batch = Optional.of(batch.orElseGet(() -> Batch.of(found.row().form(), found.service(), kubeRouter))
                        .plus(new Broken(
                                client,
                                found.row().record(),
                                found.row().until(),
                                reset.record(),
                                Optional.of(record("status", at))))));
        return suspect.isPresent();
    }

    void due(double now) {
        batch.ifPresent(open -> {
            var scene = new Scene(
                    "c",
                    "a",
                    "b",
                    address,
                    at(now),
                    word,
                    silent,
                    Optional.of(record("status", 100)),
                    (from, to) -> knownB,
                    (from, to) -> lostKnownFrom <= seconds(from));
            var decision = rule.onDue(open, scene);
            new Acquittal(rule).ofBatch(open, decision, scene).forEach(harmless -> acquitted = harmless.reason());
            batch = decision.next();
            findings.addAll(decision.findings());
        });
    }

    Rows onA() {
        return Rows.EMPTY.with(A, row(CLIENT, 95));
    }
}
