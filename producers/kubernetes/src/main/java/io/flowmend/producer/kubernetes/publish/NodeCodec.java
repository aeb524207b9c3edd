/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.NodeFacts;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.NodeAddress;
import io.flowmend.schemas.cluster.NodeRecord;
import io.flowmend.schemas.cluster.NodeState;
import org.jspecify.annotations.Nullable;

/** {@link NodeFacts} and {@link NodeRecord}. */
record NodeCodec() implements Codec<NodeFacts, NodeRecord> {

    @Override
    public Kind kind() {
        return Kind.NODE;
    }

    @Override
    public Topic topic() {
        return Topics.NODES;
    }

    @Override
    public Class<NodeRecord> type() {
        return NodeRecord.class;
    }

    @Override
    public NodeRecord record(Envelope envelope, @Nullable NodeFacts facts, @Nullable ApiMark mark) {
        return NodeRecord.newBuilder()
                .setOrigin(envelope.origin())
                .setEventTime(envelope.eventTime())
                .setTimestampClamped(envelope.clamped())
                .setDeleted(envelope.deleted())
                .setChanged(envelope.changed())
                .setState(facts == null ? null : state(facts))
                .setMark(mark)
                .build();
    }

    private static NodeState state(NodeFacts facts) {
        return NodeState.newBuilder()
                .setName(facts.identity().name())
                .setUid(facts.identity().uid())
                .setCreatedAt(facts.createdAt())
                .setDeletionTimestamp(facts.deletionTimestamp())
                .setLabels(facts.labels())
                .setReady(facts.ready())
                .setReadySince(facts.readySince())
                .setAddresses(facts.addresses().stream()
                        .map(address -> new NodeAddress(address.type(), address.address()))
                        .toList())
                .setPodCidrs(facts.podCidrs())
                .setOs(facts.os())
                .setKernelVersion(facts.kernelVersion())
                .setKubeletVersion(facts.kubeletVersion())
                .setKubeProxyVersion(facts.kubeProxyVersion())
                .setContainerRuntimeVersion(facts.containerRuntimeVersion())
                .build();
    }

    @Override
    public Restored<NodeFacts> restore(NodeRecord record) {
        var state = record.getState();
        return Restored.of(
                record.getOrigin(),
                record.getEventTime(),
                record.getDeleted(),
                state == null ? null : facts(state),
                record.getMark());
    }

    private static NodeFacts facts(NodeState state) {
        return new NodeFacts(
                Identity.ofCluster(state.getName(), state.getUid()),
                state.getCreatedAt(),
                state.getDeletionTimestamp(),
                state.getLabels(),
                state.getReady(),
                state.getReadySince(),
                state.getAddresses().stream()
                        .map(address -> new NodeFacts.Address(address.getType(), address.getAddress()))
                        .toList(),
                state.getPodCidrs(),
                state.getOs(),
                state.getKernelVersion(),
                state.getKubeletVersion(),
                state.getKubeProxyVersion(),
                state.getContainerRuntimeVersion());
    }
}
