/* Licensed under Apache-2.0. */
package io.flowmend.streams.observe;

import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.planner.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Meters of the topology; every record that is not simply processed is counted. */
public final class StreamsMetrics {

    private static final String DEAD = "flowmend.streams.deadletters";
    private static final String LATE = "flowmend.streams.late";
    private static final String DUPLICATES = "flowmend.streams.duplicates";
    private static final String FINDINGS = "flowmend.streams.findings";
    private static final String DECISIONS = "flowmend.planner.decisions";
    private static final String PROPAGATED = "flowmend.propagation.nodes";
    private static final String API_FRONTIER = "flowmend.streams.api.frontier";
    private static final String NODE_FLOOR = "flowmend.streams.node.floor";

    private final MeterRegistry registry;
    private final Counter duplicates;
    private final AtomicLong apiFrontierMillis = new AtomicLong();
    private final AtomicLong nodeFloorMillis = new AtomicLong();

    public StreamsMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duplicates = Counter.builder(DUPLICATES)
                .description("Records dropped because their origin had been seen before.")
                .register(registry);
        TimeGauge.builder(API_FRONTIER, apiFrontierMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("Event time up to which the API is known, as seconds since the epoch.")
                .register(registry);
        TimeGauge.builder(NODE_FLOOR, nodeFloorMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("Event time before which no node's fact is taken any more, as seconds since the epoch.")
                .register(registry);
    }

    public void deadLettered(String stage) {
        Counter.builder(DEAD)
                .description("Records that could not be read and went to the dead letters.")
                .tag("stage", stage)
                .register(registry)
                .increment();
    }

    public void late(String stage) {
        Counter.builder(LATE)
                .description("Records that came after their time had been passed; they are kept in the topic late.")
                .tag("stage", stage)
                .register(registry)
                .increment();
    }

    public void duplicate() {
        duplicates.increment();
    }

    public void finding(String rule, FindingState state) {
        Counter.builder(FINDINGS)
                .description("Findings published, by rule and the state they entered.")
                .tag("rule", rule)
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    public void decision(String rule, Verdict verdict) {
        Counter.builder(DECISIONS)
                .description("Decisions of the planner, by rule and verdict.")
                .tag("rule", rule)
                .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    /** Nodes by what became of a change on them. */
    public void propagated(long programmed, long unknown, long missing) {
        decided("programmed", programmed);
        decided("unknown", unknown);
        decided("missing", missing);
    }

    private void decided(String outcome, long nodes) {
        Counter.builder(PROPAGATED)
                .description("Nodes on which a change of a slice was decided, by outcome.")
                .tag("outcome", outcome)
                .register(registry)
                .increment((double) nodes);
    }

    public void apiFrontier(Instant reached) {
        apiFrontierMillis.set(reached.toEpochMilli());
    }

    public void nodeFloor(Instant reached) {
        if (reached.isAfter(Instant.EPOCH)) {
            nodeFloorMillis.set(reached.toEpochMilli());
        }
    }
}
