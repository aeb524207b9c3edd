/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/** Sends Services and EndpointSlices to the key of their service, and the watermarks among them everywhere. */
final class RekeyProcessor extends Stage {

    private final String servicesTopic;
    private final Decoder<ServiceRecord> services;
    private final Decoder<EndpointSliceRecord> slices;

    RekeyProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.REKEY, metrics);
        this.servicesTopic = inputs.services();
        this.services = inputs.decoder(ServiceRecord.class);
        this.slices = inputs.decoder(EndpointSliceRecord.class);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.value() == null) {
            return; // a tombstone follows a final state, which has said it
        }
        var origins = origins(record);
        if (origins.topic().equals(servicesTopic)) {
            decode(services, record, origins).ifPresent(value -> service(record, origins, value));
        } else {
            decode(slices, record, origins).ifPresent(value -> slice(record, origins, value));
        }
    }

    private void service(Record<String, byte[]> record, Origins origins, ServiceRecord value) {
        if (value.getMark() != null) {
            mark(value.getMark());
        } else if (value.getState() == null) {
            bury(record, origins, "state is null and mark is null; one must be set");
        } else {
            var state = value.getState();
            send(
                    record,
                    origins,
                    value.getOrigin(),
                    value.getEventTime(),
                    Optional.of(state.getNamespace() + "/" + state.getName()));
        }
    }

    private void slice(Record<String, byte[]> record, Origins origins, EndpointSliceRecord value) {
        if (value.getMark() != null) {
            mark(value.getMark());
        } else if (value.getState() == null) {
            bury(record, origins, "state is null and mark is null; one must be set");
        } else {
            var state = value.getState();
            var service = Optional.ofNullable(state.getServiceName()).map(name -> state.getNamespace() + "/" + name);
            send(record, origins, value.getOrigin(), value.getEventTime(), service);
        }
    }

    private void send(
            Record<String, byte[]> record, Origins origins, ApiOrigin origin, Instant time, Optional<String> service) {
        service.ifPresent(name -> {
            var position = new Position(
                    time, Rank.SHARED, origin.getType() + "/" + origin.getUid(), version(origin.getResourceVersion()));
            var traced = new TracedValue(origins.record(Refs.origin(origin), time), record.key(), record.value());
            onward(origin.getCluster() + "/" + name, Edges.shared(position, traced.bytes()), time);
        });
    }

    private void mark(ApiMark mark) {
        var metadata = context().recordMetadata().orElseThrow();
        var unknown = mark.getUnknownUntil() == null
                ? List.<Interval>of()
                : List.of(new Interval(
                        mark.getUnknownFrom() == null ? Instant.EPOCH : mark.getUnknownFrom(), mark.getUnknownUntil()));
        everywhere(Edges.frame(
                new ApiFrame(upstream(metadata.topic(), metadata.partition()), mark.getWatermark(), unknown)));
    }

    static String upstream(String topic, int partition) {
        return topic + "/" + partition;
    }

    /** etcd's revision; Kubernetes calls it opaque, but promises its order since 1.35 (KEP-5504). */
    private static long version(String resourceVersion) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException opaque) {
            return 0;
        }
    }
}
