/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.SliceFacts;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.EndpointSliceState;
import org.jspecify.annotations.Nullable;

/** {@link SliceFacts} and {@link EndpointSliceRecord}. */
record SliceCodec() implements Codec<SliceFacts, EndpointSliceRecord> {

    @Override
    public Kind kind() {
        return Kind.ENDPOINT_SLICE;
    }

    @Override
    public Topic topic() {
        return Topics.ENDPOINT_SLICES;
    }

    @Override
    public Class<EndpointSliceRecord> type() {
        return EndpointSliceRecord.class;
    }

    @Override
    public EndpointSliceRecord record(Envelope envelope, @Nullable SliceFacts facts, @Nullable ApiMark mark) {
        return EndpointSliceRecord.newBuilder()
                .setOrigin(envelope.origin())
                .setEventTime(envelope.eventTime())
                .setTimestampClamped(envelope.clamped())
                .setDeleted(envelope.deleted())
                .setChanged(envelope.changed())
                .setState(facts == null ? null : state(facts))
                .setMark(mark)
                .build();
    }

    private static EndpointSliceState state(SliceFacts facts) {
        return EndpointSliceState.newBuilder()
                .setNamespace(facts.identity().namespace())
                .setName(facts.identity().name())
                .setUid(facts.identity().uid())
                .setCreatedAt(facts.createdAt())
                .setDeletionTimestamp(facts.deletionTimestamp())
                .setLabels(facts.labels())
                .setServiceName(facts.serviceName())
                .setAddressType(facts.addressType())
                .setPorts(facts.ports().stream()
                        .map(port -> new EndpointPort(port.name(), port.protocol(), port.port()))
                        .toList())
                .setEndpoints(
                        facts.endpoints().stream().map(SliceCodec::endpoint).toList())
                .setLastChangeTriggerTime(facts.lastChangeTriggerTime())
                .build();
    }

    private static Endpoint endpoint(SliceFacts.Endpoint endpoint) {
        return Endpoint.newBuilder()
                .setAddresses(endpoint.addresses())
                .setReady(endpoint.ready())
                .setServing(endpoint.serving())
                .setTerminating(endpoint.terminating())
                .setNodeName(endpoint.nodeName())
                .setZone(endpoint.zone())
                .setTargetKind(endpoint.targetKind())
                .setTargetNamespace(endpoint.targetNamespace())
                .setTargetName(endpoint.targetName())
                .setTargetUid(endpoint.targetUid())
                .build();
    }

    @Override
    public Restored<SliceFacts> restore(EndpointSliceRecord record) {
        var state = record.getState();
        return Restored.of(
                record.getOrigin(),
                record.getEventTime(),
                record.getDeleted(),
                state == null ? null : facts(state),
                record.getMark());
    }

    private static SliceFacts facts(EndpointSliceState state) {
        return new SliceFacts(
                new Identity(state.getNamespace(), state.getName(), state.getUid()),
                state.getCreatedAt(),
                state.getDeletionTimestamp(),
                state.getLabels(),
                state.getServiceName(),
                state.getAddressType(),
                state.getPorts().stream()
                        .map(port -> new SliceFacts.Port(port.getName(), port.getProtocol(), port.getPort()))
                        .toList(),
                state.getEndpoints().stream().map(SliceCodec::facts).toList(),
                state.getLastChangeTriggerTime());
    }

    private static SliceFacts.Endpoint facts(Endpoint endpoint) {
        return new SliceFacts.Endpoint(
                endpoint.getAddresses(),
                endpoint.getReady(),
                endpoint.getServing(),
                endpoint.getTerminating(),
                endpoint.getNodeName(),
                endpoint.getZone(),
                endpoint.getTargetKind(),
                endpoint.getTargetNamespace(),
                endpoint.getTargetName(),
                endpoint.getTargetUid());
    }
}
