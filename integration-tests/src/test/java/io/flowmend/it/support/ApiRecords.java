/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.it.support.Incidents.Fact;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.telemetry.StatusMark;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What the Kubernetes producer writes beside objects: origins that count up, and marks in every partition. For one thread. */
final class ApiRecords {

    private long resourceVersion = 100;

    ApiOrigin origin(String type, Instant at) {
        resourceVersion++;
        return new ApiOrigin(Incident.CLUSTER, type, "", Long.toString(resourceVersion), at, false);
    }

    /** All that the API server had taken up to here was written before. */
    List<Fact> marks(Instant watermark, int partitions) {
        var marks = new ArrayList<Fact>();
        for (var partition = 0; partition < partitions; partition++) {
            marks.add(mark(Topics.SERVICES, partition, watermark, service(watermark)));
            marks.add(mark(Topics.ENDPOINT_SLICES, partition, watermark, slice(watermark)));
            marks.add(mark(Topics.PODS, partition, watermark, pod(watermark)));
            marks.add(mark(
                    Topics.NODE_STATUS,
                    partition,
                    watermark,
                    StatusRecord.newBuilder()
                            .setCluster(Incident.CLUSTER)
                            .setHeartbeat(null)
                            .setMark(new StatusMark(watermark, watermark, partition, partitions))
                            .build()));
        }
        return marks;
    }

    private ServiceRecord service(Instant watermark) {
        return ServiceRecord.newBuilder()
                .setOrigin(origin("Service", watermark))
                .setEventTime(watermark)
                .setState(null)
                .setMark(apiMark(watermark))
                .build();
    }

    private EndpointSliceRecord slice(Instant watermark) {
        return EndpointSliceRecord.newBuilder()
                .setOrigin(origin("EndpointSlice", watermark))
                .setEventTime(watermark)
                .setState(null)
                .setMark(apiMark(watermark))
                .build();
    }

    private PodRecord pod(Instant watermark) {
        return PodRecord.newBuilder()
                .setOrigin(origin("Pod", watermark))
                .setEventTime(watermark)
                .setState(null)
                .setMark(apiMark(watermark))
                .build();
    }

    private static ApiMark apiMark(Instant watermark) {
        return ApiMark.newBuilder()
                .setWatermark(watermark)
                .setReturnedAt(watermark)
                .setUnknownFrom(null)
                .setUnknownUntil(null)
                .setReason(null)
                .build();
    }

    private static Fact mark(Topic topic, int partition, Instant at, SpecificRecord value) {
        return new Fact(topic, Optional.of(partition), Incident.CLUSTER + "/_mark/" + partition, at, value);
    }
}
