/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.EndpointLatencyRecord;
import io.flowmend.schemas.telemetry.LatencyFrom;
import io.flowmend.schemas.telemetry.LatencyTo;
import io.flowmend.streams.node.Latency;
import java.time.Duration;

/** Measured programming latencies as they are published. */
public final class Latencies {

    public static EndpointLatencyRecord avro(Latency latency) {
        var took = Duration.between(latency.startedAt(), latency.programmedAt());
        return EndpointLatencyRecord.newBuilder()
                .setCluster(latency.cluster())
                .setNode(latency.node())
                .setNamespace(latency.pod().namespace())
                .setPod(latency.pod().name())
                .setPodUid(latency.pod().uid())
                .setAddresses(latency.pod().addresses())
                .setTypha(latency.typha().orElse(null))
                .setFrom(LatencyFrom.valueOf(latency.from().name()))
                .setTo(LatencyTo.valueOf(latency.to().name()))
                .setStartedAt(latency.startedAt())
                .setProgrammedAt(latency.programmedAt())
                .setMicros(took.isNegative() ? 0 : took.toNanos() / 1000)
                .setLate(latency.late())
                .build();
    }

    private Latencies() {}
}
