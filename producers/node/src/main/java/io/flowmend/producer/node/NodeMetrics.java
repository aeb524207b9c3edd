/* Licensed under Apache-2.0. */
package io.flowmend.producer.node;

import io.flowmend.producer.node.publish.PublishMetrics;
import io.flowmend.producer.node.watch.WatchMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Every number that the node producer shows. */
public final class NodeMetrics implements PublishMetrics {

    static final String EVENTS = "flowmend.node.events.received";
    static final String LOST = "flowmend.node.facts.lost";
    static final String DUMPS = "flowmend.node.dumps";
    static final String READS = "flowmend.node.reads";
    static final String TRACKED = "flowmend.node.entries.tracked";
    static final String HEARTBEAT_AGE = "flowmend.node.heartbeat.age";
    static final String PUBLISHED = "flowmend.node.facts.published";
    static final String GONE = "flowmend.node.addresses.gone";
    static final String SOCKETS = "flowmend.node.sockets.tracked";
    static final String SOCKET_LOOKS = "flowmend.node.sockets.looks";
    static final String UNCOUNTED = "flowmend.node.sockets.uncounted";
    static final String PODS_SKIPPED = "flowmend.node.pods.skipped";
    static final String SERVICES_SKIPPED = "flowmend.node.services.skipped";
    private static final String NODE = "node";

    private final MeterRegistry registry;
    private final Counter published;
    private final Counter skipped;
    private final Counter podsSkipped;

    public NodeMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.published = Counter.builder(PUBLISHED)
                .description("Facts about entries that the broker acknowledged.")
                .register(registry);
        this.skipped = Counter.builder(SERVICES_SKIPPED)
                .description("Service records that could not be read.")
                .register(registry);
        this.podsSkipped = Counter.builder(PODS_SKIPPED)
                .description("Pod records that could not be read.")
                .register(registry);
    }

    @Override
    public void published() {
        published.increment();
    }

    @Override
    public void serviceSkipped() {
        skipped.increment();
    }

    @Override
    public void podSkipped() {
        podsSkipped.increment();
    }

    public WatchMetrics of(String node) {
        return new OfNode(
                counter(EVENTS, node, "Conntrack events that the kernel handed over."),
                counter(LOST, node, "Events and facts lost: receive buffer overrun, outbox full, too many entries."),
                counter(DUMPS, node, "Dumps of the conntrack table, filtered ones included."),
                counter(READS, node, "Reads of single suspicious entries."),
                counter(SOCKET_LOOKS, node, "Looks at the sockets of the node and its pods."),
                counter(
                        UNCOUNTED,
                        node,
                        "UDP sockets that were seen while the kernel did not tell what their network namespace sends and"
                                + " hears."),
                gauge(
                        TRACKED,
                        node,
                        "Entries that are tracked: untranslated ones towards service addresses and their twins, and"
                                + " those towards ended pods."),
                gauge(GONE, node, "Addresses that lost their pod and are still watched."),
                gauge(SOCKETS, node, "Sockets that are tracked because their peer ended."));
    }

    public void heartbeat(String node, Supplier<Optional<Instant>> acknowledged) {
        Gauge.builder(HEARTBEAT_AGE, acknowledged, NodeMetrics::age)
                .description("Time since the broker acknowledged a heartbeat; NaN before the first.")
                .baseUnit("seconds")
                .tag(NODE, node)
                .strongReference(true)
                .register(registry);
    }

    private static double age(Supplier<Optional<Instant>> acknowledged) {
        return acknowledged
                .get()
                .map(at -> Duration.between(at, Instant.now()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private Counter counter(String name, String node, String description) {
        return Counter.builder(name).description(description).tag(NODE, node).register(registry);
    }

    private AtomicInteger gauge(String name, String node, String description) {
        var entries = new AtomicInteger();
        Gauge.builder(name, entries, AtomicInteger::get)
                .description(description)
                .tag(NODE, node)
                .strongReference(true)
                .register(registry);
        return entries;
    }

    private record OfNode(
            Counter events,
            Counter losses,
            Counter dumps,
            Counter reads,
            Counter looks,
            Counter unknown,
            AtomicInteger entries,
            AtomicInteger addresses,
            AtomicInteger stuck)
            implements WatchMetrics {

        @Override
        public void received(int count) {
            events.increment(count);
        }

        @Override
        public void lost(long count) {
            losses.increment((double) count);
        }

        @Override
        public void dumped() {
            dumps.increment();
        }

        @Override
        public void read() {
            reads.increment();
        }

        @Override
        public void tracked(int count) {
            entries.set(count);
        }

        @Override
        public void gone(int count) {
            addresses.set(count);
        }

        @Override
        public void sockets(int count) {
            stuck.set(count);
        }

        @Override
        public void uncounted(int sockets) {
            unknown.increment(sockets);
        }

        @Override
        public void looked() {
            looks.increment();
        }
    }
}
