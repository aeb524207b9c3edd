/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.health;

import io.flowmend.producer.kubernetes.canary.CanaryMetrics;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.mark.Mark;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the Kubernetes producer counts. */
public final class KubernetesMetrics implements CanaryMetrics {

    public static final String PUBLISHED = "flowmend.kubernetes.published";
    public static final String MARKS = "flowmend.kubernetes.marks";
    public static final String ROUND_TRIP = "flowmend.kubernetes.canary.roundtrip";
    public static final String CANARY_FAILED = "flowmend.kubernetes.canary.failed";
    public static final String RELISTS = "flowmend.kubernetes.relists";
    public static final String OPENED = "flowmend.kubernetes.watches.opened";
    public static final String CLAMPED = "flowmend.kubernetes.timestamps.clamped";
    public static final String UNREADABLE = "flowmend.kubernetes.restore.unreadable";
    public static final String OBJECTS = "flowmend.kubernetes.objects";
    public static final String WAITING = "flowmend.kubernetes.queue";
    public static final String LAG = "flowmend.kubernetes.watermark.lag";

    private static final String TYPE = "type";

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<Kind, AtomicInteger> objects = new EnumMap<>(Kind.class);
    private final Map<Kind, AtomicInteger> waiting = new EnumMap<>(Kind.class);
    private final Map<Kind, Instant> watermarks = new ConcurrentHashMap<>();

    public KubernetesMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        for (var kind : Kind.values()) {
            gauges(kind);
        }
    }

    public void published(Kind kind, Publication publication) {
        var what = switch (publication) {
            case Publication.State state -> state.deleted() ? "final" : "state";
            case Publication.Tombstone end -> "tombstone";
        };
        Counter.builder(PUBLISHED)
                .description("Records about objects written to Kafka: states, final states, tombstones.")
                .tag(TYPE, kind.plural())
                .tag("what", what)
                .register(registry)
                .increment();
    }

    public void marked(Kind kind, Mark mark) {
        Counter.builder(MARKS)
                .description("Steps of the watermark; the tag says why an interval before it is unknown, or none.")
                .tag(TYPE, kind.plural())
                .tag("gap", mark.gap().map(gap -> gap.reason().text()).orElse("none"))
                .register(registry)
                .increment();
        Timer.builder(ROUND_TRIP)
                .description("From the sending of a change to its return on the watch; by bookmark: the hold.")
                .tag(TYPE, kind.plural())
                .register(registry)
                .record(Duration.between(mark.watermark(), mark.returnedAt()));
        watermarks.put(kind, mark.watermark());
    }

    @Override
    public void canaryFailed(Kind kind) {
        count(kind, CANARY_FAILED, "Canary objects that could not be written to the API.");
    }

    public void relisted(Kind kind) {
        count(kind, RELISTS, "Lists after the first: the API server no longer had the version to go on from.");
    }

    public void opened(Kind kind) {
        count(kind, OPENED, "Watches opened; a few per hour are the API server's own limit.");
    }

    public void clamped(Kind kind) {
        count(kind, CLAMPED, "Records whose event time the Kafka timestamp could not carry.");
    }

    public void unreadable(Kind kind, int records) {
        Counter.builder(UNREADABLE)
                .description("Records of the topic that could not be read back at start.")
                .tag(TYPE, kind.plural())
                .register(registry)
                .increment(records);
    }

    public void objects(Kind kind, int count) {
        at(objects, kind).set(count);
    }

    public void waiting(Kind kind, int count) {
        at(waiting, kind).set(count);
    }

    private void gauges(Kind kind) {
        Gauge.builder(OBJECTS, () -> at(objects, kind).get())
                .description("Objects of the type as last published.")
                .tag(TYPE, kind.plural())
                .register(registry);
        Gauge.builder(WAITING, () -> at(waiting, kind).get())
                .description("Changes received from the watch and not handled yet.")
                .tag(TYPE, kind.plural())
                .register(registry);
        Gauge.builder(LAG, () -> lag(kind))
                .description("How far the watermark is behind the clock; NaN before the first mark.")
                .baseUnit("seconds")
                .tag(TYPE, kind.plural())
                .register(registry);
    }

    private double lag(Kind kind) {
        var watermark = watermarks.get(kind);
        return watermark == null
                ? Double.NaN
                : Duration.between(watermark, clock.instant()).toMillis() / 1_000.0;
    }

    private void count(Kind kind, String name, String description) {
        Counter.builder(name)
                .description(description)
                .tag(TYPE, kind.plural())
                .register(registry)
                .increment();
    }

    private static AtomicInteger at(Map<Kind, AtomicInteger> gauges, Kind kind) {
        synchronized (gauges) {
            return gauges.computeIfAbsent(kind, missing -> new AtomicInteger());
        }
    }
}
