/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.streams.codec.ClusterFacts;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.Propagations;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.propagation.SliceChange;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.planner.OptOut;
import io.flowmend.streams.service.AddressBook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends Services and EndpointSlices to the key of their service, and the watermarks among them everywhere. */
final class RekeyProcessor extends Stage {

    private final Inputs inputs;
    private final Decoder<ServiceRecord> services;
    private final Decoder<EndpointSliceRecord> slices;
    private SortedStore owners;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    RekeyProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.REKEY, metrics);
        this.inputs = inputs;
        this.services = inputs.decoder(ServiceRecord.class);
        this.slices = inputs.decoder(EndpointSliceRecord.class);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        owners = new KafkaSortedStore(context.getStateStore(Names.REKEY_STORE));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (origins(record).topic().equals(inputs.services())) {
            take(services, record, (origins, value) -> service(record, origins, value));
        } else {
            take(slices, record, (origins, value) -> slice(record, origins, value));
        }
    }

    private void service(Record<String, byte[]> record, Origins origins, ServiceRecord value) {
        inputs.requireOurs(value.getOrigin().getCluster());
        if (value.getMark() != null) {
            mark(value.getMark());
            return;
        }
        var state = Inputs.require(value.getState(), "state");
        var traced = traced(record, origins, value.getOrigin(), value.getEventTime());
        var fact = ClusterFacts.service(state, traced.record());
        AddressBook.of(fact, List.of(), List.of(), traced.record()); // an address that is none is found out here
        send(value.getOrigin(), state.getNamespace() + "/" + state.getName(), traced);
        optOut(value, state, traced.record().time());
    }

    /** Every word of it: whether it ends another object's of this name, only the planner can tell. */
    private void optOut(ServiceRecord value, ServiceState state, Instant time) {
        var said = OptOut.of(value.getOrigin().getUid(), state.getAnnotations(), value.getDeleted(), time);
        toPlanner(value.getOrigin().getCluster(), Edges.optOut(state.getNamespace(), state.getName(), said), time);
    }

    private void slice(Record<String, byte[]> record, Origins origins, EndpointSliceRecord value) {
        inputs.requireOurs(value.getOrigin().getCluster());
        if (value.getMark() != null) {
            mark(value.getMark());
            return;
        }
        var state = Inputs.require(value.getState(), "state");
        var traced = traced(record, origins, value.getOrigin(), value.getEventTime());
        ClusterFacts.slice(state, traced.record());
        ClusterFacts.backends(state, traced.record()); // an address that is none is found out here
        var known = store(new Key().text(record.key()).bytes()).isPresent();
        var owner = Optional.ofNullable(state.getServiceName()).map(name -> state.getNamespace() + "/" + name);
        var former = swapOwner(record.key(), value.getDeleted() ? Optional.empty() : owner);
        former.filter(name -> !owner.equals(Optional.of(name)))
                .ifPresent(name -> send(value.getOrigin(), name, traced));
        owner.ifPresent(name -> send(value.getOrigin(), name, traced));
        var revision = version(value.getOrigin().getResourceVersion());
        Propagations.change(value, state, !known, traced.record(), revision).ifPresent(this::spread);
    }

    /** Every partition of nodes follows every change. */
    private void spread(SliceChange change) {
        var position = new Position(change.at(), Rank.SHARED, change.slice(), change.revision());
        everyProxy(Edges.shared(position, Propagations.bytes(change)));
    }

    /** A slice that moves to another service, or to none, must be told to the one that it leaves. */
    private Optional<String> swapOwner(String slice, Optional<String> owner) {
        var key = new Key().text(slice).bytes();
        var former = store(key);
        if (!former.equals(owner)) {
            owner.ifPresentOrElse(
                    name -> owners.put(key, name.getBytes(StandardCharsets.UTF_8)), () -> owners.delete(key));
        }
        return former;
    }

    private Optional<String> store(byte[] key) {
        return Optional.ofNullable(owners.get(key)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static TracedValue traced(Record<String, byte[]> record, Origins origins, ApiOrigin origin, Instant time) {
        if (record.key() == null) {
            throw new IllegalArgumentException("key is null; allowed is that of the object");
        }
        return new TracedValue(origins.record(Refs.origin(origin), time), record.key(), record.value());
    }

    private void send(ApiOrigin origin, String service, TracedValue traced) {
        var time = traced.record().time();
        // The service is part of it: a slice that moves says so to two services at once.
        var said = origin.getType() + "/" + origin.getUid() + "/" + service;
        var position = new Position(time, Rank.SHARED, said, version(origin.getResourceVersion()));
        onward(origin.getCluster() + "/" + service, Edges.shared(position, traced.bytes()), time);
        if (inputs.config().eager()) {
            hurry(time);
        }
    }

    private void mark(ApiMark mark) {
        var metadata = context().recordMetadata().orElseThrow();
        var frame = Edges.frame(frame(upstream(metadata.topic(), metadata.partition()), mark));
        everywhere(frame);
        if (metadata.topic().equals(inputs.slices())) {
            everyProxy(frame);
        }
    }

    /** @throws IllegalArgumentException if its interval ends before it begins, or no clock can have meant its times */
    static ApiFrame frame(String upstream, ApiMark mark) {
        EventTime.require("mark.watermark", mark.getWatermark());
        Stream.of(mark.getUnknownFrom(), mark.getUnknownUntil())
                .filter(Objects::nonNull)
                .forEach(time -> EventTime.require("mark.unknown", time));
        var unknown = mark.getUnknownUntil() == null
                ? List.<Interval>of()
                : List.of(new Interval(
                        mark.getUnknownFrom() == null ? Instant.EPOCH : mark.getUnknownFrom(), mark.getUnknownUntil()));
        return new ApiFrame(upstream, mark.getWatermark(), unknown);
    }

    static String upstream(String topic, int partition) {
        return topic + "/" + partition;
    }

    /** etcd's revision; Kubernetes calls it opaque, but promises its order since 1.35 (KEP-5504). */
    static long version(String resourceVersion) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException opaque) {
            return 0;
        }
    }
}
