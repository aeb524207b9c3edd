/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.NamespaceFacts;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.NamespaceRecord;
import io.flowmend.schemas.cluster.NamespaceState;
import org.jspecify.annotations.Nullable;

/** Namespaces in their topic. */
record NamespaceCodec() implements Codec<NamespaceFacts, NamespaceRecord> {

    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }

    @Override
    public Topic topic() {
        return Topics.NAMESPACES;
    }

    @Override
    public Class<NamespaceRecord> type() {
        return NamespaceRecord.class;
    }

    @Override
    public NamespaceRecord record(Envelope envelope, @Nullable NamespaceFacts facts, @Nullable ApiMark mark) {
        return NamespaceRecord.newBuilder()
                .setOrigin(envelope.origin())
                .setEventTime(envelope.eventTime())
                .setTimestampClamped(envelope.clamped())
                .setDeleted(envelope.deleted())
                .setChanged(envelope.changed())
                .setState(facts == null ? null : state(facts))
                .setMark(mark)
                .build();
    }

    private static NamespaceState state(NamespaceFacts facts) {
        return NamespaceState.newBuilder()
                .setName(facts.identity().name())
                .setUid(facts.identity().uid())
                .setCreatedAt(facts.createdAt())
                .setDeletionTimestamp(facts.deletionTimestamp())
                .setAnnotations(facts.annotations())
                .build();
    }

    @Override
    public Restored<NamespaceFacts> restore(NamespaceRecord record) {
        var state = record.getState();
        return Restored.of(
                record.getOrigin(),
                record.getEventTime(),
                record.getDeleted(),
                state == null ? null : facts(state),
                record.getMark());
    }

    private static NamespaceFacts facts(NamespaceState state) {
        return new NamespaceFacts(
                Identity.ofCluster(state.getName(), state.getUid()),
                state.getCreatedAt(),
                state.getDeletionTimestamp(),
                state.getAnnotations());
    }
}
