/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A node and an API server that exist as records only, and break one service after the other: a service without backend, an
 * entry made meanwhile, a backend, use that goes on, and at last a healer. Written as the producers write it: sequences
 * without holes, a heartbeat and marks at the end of each step that claim no more than was said before. For one thread.
 */
public final class Incidents {

    /** From one step to the next; each begins one incident. */
    public static final Duration STEP = Duration.ofMillis(250);
    /** Steps from the beginning of an incident to its end. */
    public static final int LENGTH = 8;

    private static final String BOOT = "boot-1";

    private final Instant begin;
    private final int partitions;
    private int step;
    private long sequence;
    private final ApiRecords api = new ApiRecords();

    /** @param partitions of every topic */
    public Incidents(Instant begin, int partitions) {
        this.begin = begin;
        this.partitions = partitions;
    }

    /** One record to write. */
    public record Fact(Topic topic, Optional<Integer> partition, String key, Instant at, SpecificRecord value) {}

    /** What was seen, and what may be said only once all of that is acknowledged. */
    public record Step(Instant end, List<Fact> facts, List<Fact> claims) {}

    /** The incidents of this step that are below the limit; later steps only say that nothing happens. */
    public Step next(int limit) {
        var start = begin.plus(STEP.multipliedBy(step));
        var end = start.plus(STEP);
        var facts = new ArrayList<Fact>();
        for (var index = Math.max(0, step - LENGTH); index <= step && index < limit; index++) {
            var at = start.plusMillis(10 + 5L * (LENGTH - (step - index)));
            facts.addAll(of(new Incident(index, begin), step - index, at));
        }
        facts.sort(Comparator.comparing(Fact::at));
        step++;
        return new Step(end, facts, claims(end));
    }

    /** When the step that comes next is over. */
    public Instant nextEnd() {
        return begin.plus(STEP.multipliedBy(step + 1L));
    }

    /** Of the step that comes next, which is also the incident that it begins. */
    public int nextStep() {
        return step;
    }

    private List<Fact> of(Incident incident, int age, Instant at) {
        return switch (age) {
            case 0 ->
                List.of(
                        fact(Topics.SERVICES, incident.serviceKey(), at, incident.service(api.origin("Service", at))),
                        slice(incident, at.plusMillis(1), false));
            case 1 -> List.of(flow(incident, FlowKind.CREATED, at));
            case 2, 4 -> List.of(flow(incident, FlowKind.REFRESHED, at));
            case 3 -> List.of(slice(incident, at, true));
            case LENGTH -> List.of(flow(incident, FlowKind.DESTROYED, at));
            default -> List.of();
        };
    }

    private Fact flow(Incident incident, FlowKind kind, Instant at) {
        sequence++;
        return fact(Topics.NODE_FLOWS, Incident.NODE_KEY, at, incident.flow(kind, BOOT, sequence, at));
    }

    private Fact slice(Incident incident, Instant at, boolean ready) {
        return fact(
                Topics.ENDPOINT_SLICES,
                incident.sliceKey(),
                at,
                incident.slice(api.origin("EndpointSlice", at), ready));
    }

    private List<Fact> claims(Instant watermark) {
        var claims = new ArrayList<Fact>();
        claims.add(fact(Topics.NODE_STATUS, Incident.NODE_KEY, watermark, heartbeat(watermark)));
        claims.addAll(api.marks(watermark, partitions));
        return claims;
    }

    private StatusRecord heartbeat(Instant watermark) {
        return StatusRecord.newBuilder()
                .setCluster(Incident.CLUSTER)
                .setHeartbeat(Heartbeat.newBuilder()
                        .setNode(Incident.NODE)
                        .setWatermark(watermark)
                        .setPeriodMillis(500)
                        .setSequence(step)
                        .setSources(List.of(new SourceProgress("conntrack", BOOT, begin, sequence, 0L)))
                        .build())
                .setMark(null)
                .build();
    }

    private static Fact fact(Topic topic, String key, Instant at, SpecificRecord value) {
        return new Fact(topic, Optional.empty(), key, at, value);
    }
}
