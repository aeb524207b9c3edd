/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.PodCondition;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import org.jspecify.annotations.Nullable;

/** {@link PodFacts} and {@link PodRecord}. */
public record PodCodec() implements Codec<PodFacts, PodRecord> {

    @Override
    public Kind kind() {
        return Kind.POD;
    }

    @Override
    public Topic topic() {
        return Topics.PODS;
    }

    @Override
    public Class<PodRecord> type() {
        return PodRecord.class;
    }

    @Override
    public PodRecord record(Envelope envelope, @Nullable PodFacts facts, @Nullable ApiMark mark) {
        return PodRecord.newBuilder()
                .setOrigin(envelope.origin())
                .setEventTime(envelope.eventTime())
                .setTimestampClamped(envelope.clamped())
                .setDeleted(envelope.deleted())
                .setChanged(envelope.changed())
                .setState(facts == null ? null : state(facts))
                .setMark(mark)
                .build();
    }

    private static PodState state(PodFacts facts) {
        return PodState.newBuilder()
                .setNamespace(facts.identity().namespace())
                .setName(facts.identity().name())
                .setUid(facts.identity().uid())
                .setCreatedAt(facts.createdAt())
                .setDeletionTimestamp(facts.deletionTimestamp())
                .setLabels(facts.labels())
                .setNodeName(facts.nodeName())
                .setPhase(facts.phase())
                .setPodIps(facts.podIps())
                .setHostIps(facts.hostIps())
                .setHostNetwork(facts.hostNetwork())
                .setOs(facts.os())
                .setConditions(
                        facts.conditions().stream().map(PodCodec::condition).toList())
                .setAnnotations(facts.annotations())
                .setStartedAt(facts.startedAt())
                .build();
    }

    private static PodCondition condition(PodFacts.Condition condition) {
        return PodCondition.newBuilder()
                .setType(condition.type())
                .setStatus(condition.status())
                .setReason(condition.reason())
                .setLastTransitionTime(condition.lastTransitionTime())
                .build();
    }

    @Override
    public Restored<PodFacts> restore(PodRecord record) {
        var state = record.getState();
        return Restored.of(
                record.getOrigin(),
                record.getEventTime(),
                record.getDeleted(),
                state == null ? null : facts(state),
                record.getMark());
    }

    private static PodFacts facts(PodState state) {
        return new PodFacts(
                new Identity(state.getNamespace(), state.getName(), state.getUid()),
                state.getCreatedAt(),
                state.getDeletionTimestamp(),
                state.getLabels(),
                state.getNodeName(),
                state.getPhase(),
                state.getPodIps(),
                state.getHostIps(),
                state.getHostNetwork(),
                state.getOs(),
                state.getConditions().stream()
                        .map(condition -> new PodFacts.Condition(
                                condition.getType(),
                                condition.getStatus(),
                                condition.getReason(),
                                condition.getLastTransitionTime()))
                        .toList(),
                state.getAnnotations(),
                state.getStartedAt());
    }
}
