/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.state.NodeCaseState;
import io.flowmend.streams.state.Ref;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What rules of a node keep, and what they hand on to the stage of causes. */
public final class NodeCases {

    private static final StateCodec<NodeCaseState> CODEC =
            new StateCodec<>(NodeCaseState.getEncoder(), NodeCaseState.getDecoder());

    public static byte[] bytes(StoredCase stored) {
        Map<String, Ref> marks = new TreeMap<>();
        stored.marks().forEach((name, record) -> marks.put(name, Refs.ref(record)));
        return CODEC.write(NodeCaseState.newBuilder()
                .setPod(stored.pod().map(NodePods::state).orElse(null))
                .setMarks(marks)
                .setWords(new TreeMap<>(stored.words()))
                .setFinding(stored.finding()
                        .map(Findings::bytes)
                        .map(ByteBuffer::wrap)
                        .orElse(null))
                .build());
    }

    public static StoredCase stored(byte[] bytes) {
        var state = CODEC.read(bytes);
        Map<String, RecordRef> marks = new HashMap<>();
        state.getMarks().forEach((name, ref) -> marks.put(name, Refs.record(ref)));
        return new StoredCase(
                Optional.ofNullable(state.getPod()).map(NodePods::pod),
                marks,
                state.getWords(),
                Optional.ofNullable(state.getFinding()).map(Edges::payload).map(Findings::finding));
    }

    private NodeCases() {}
}
