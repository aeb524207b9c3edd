/* Licensed under Apache-2.0. */
package io.flowmend.local.pages;

import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.health.KubernetesMetrics;
import io.flowmend.producer.kubernetes.mark.Mark;
import io.flowmend.producer.node.NodeMetrics;
import io.flowmend.remediation.ExecutorMetrics;
import io.flowmend.remediation.course.Status;
import io.flowmend.remediation.order.Refusal;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.planner.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A component that has meters.
 *
 * @param showing makes it show each of them: some appear when they first count
 */
record Component(String title, Consumer<MeterRegistry> showing) {

    static List<Component> all() {
        return List.of(
                new Component("Topology", Component::topology),
                new Component("Kubernetes producer", Component::kubernetes),
                new Component("Node producer", Component::node),
                new Component("Executor", Component::executor));
    }

    private static void topology(MeterRegistry registry) {
        var metrics = new StreamsMetrics(registry);
        metrics.deadLettered("intake");
        metrics.late("intake");
        metrics.duplicate();
        metrics.finding("stalenat", FindingState.OPEN);
        metrics.decision("stalenat", Verdict.WAIT);
        metrics.apiFrontier(Instant.EPOCH);
        metrics.propagated(1, 0, 0);
        metrics.nodeFloor(Instant.EPOCH);
    }

    private static void kubernetes(MeterRegistry registry) {
        var metrics = new KubernetesMetrics(registry, InstantSource.fixed(Instant.EPOCH));
        metrics.published(Kind.POD, new Publication.Tombstone("a", Instant.EPOCH));
        metrics.marked(Kind.POD, new Mark(Instant.EPOCH, Instant.EPOCH, Optional.empty()));
        metrics.canaryFailed(Kind.POD);
        metrics.relisted(Kind.POD);
        metrics.opened(Kind.POD);
        metrics.clamped(Kind.POD);
        metrics.unreadable(Kind.POD, 0);
    }

    private static void node(MeterRegistry registry) {
        var metrics = new NodeMetrics(registry);
        metrics.of("a");
        metrics.heartbeat("a", Optional::empty);
    }

    private static void executor(MeterRegistry registry) {
        var metrics = new ExecutorMetrics(registry);
        metrics.refused(new Refusal.AlreadySeen());
        metrics.ended(Status.REFUSED);
        metrics.watch(() -> false, () -> Duration.ZERO);
    }
}
