/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.state.Ref;

/** References to records, and the words for their origins. */
public final class Refs {

    private static final StateCodec<Ref> CODEC = new StateCodec<>(Ref.getEncoder(), Ref.getDecoder());

    public static Ref ref(RecordRef record) {
        return Ref.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setOrigin(record.origin())
                .setTime(record.time())
                .build();
    }

    public static RecordRef record(Ref ref) {
        return new RecordRef(ref.getTopic(), ref.getPartition(), ref.getOffset(), ref.getOrigin(), ref.getTime());
    }

    public static byte[] bytes(RecordRef record) {
        return CODEC.write(ref(record));
    }

    public static RecordRef record(byte[] bytes) {
        return record(CODEC.read(bytes));
    }

    /** {@code EndpointSlice uid @resourceVersion}. */
    public static String origin(ApiOrigin origin) {
        return origin.getType() + " " + origin.getUid() + " @" + origin.getResourceVersion();
    }

    /** {@code node source life #sequence}. */
    public static String origin(NodeOrigin origin) {
        return origin.getNode() + " " + origin.getSource() + " " + origin.getBootId() + " #" + origin.getSequence();
    }

    private Refs() {}
}
