/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.StoredCase;

/** What a partition says of one node's proxy to the stage that sees all nodes. */
public sealed interface LateProxy {

    String WHAT = "what";
    String NODE = "node";
    String REVISION = "revision";
    String RECORD = "record";

    String node();

    /** @param finding as it is if the others are in time */
    record Late(String node, long revision, Finding finding) implements LateProxy {}

    record CaughtUp(String node, RecordRef ack) implements LateProxy {}

    /** Nobody has told of its proxy for too long to go on waiting. */
    record Gone(String node) implements LateProxy {}

    default StoredCase stored() {
        var base = StoredCase.EMPTY.word(NODE, node());
        return switch (this) {
            case Late(var _, var revision, var finding) ->
                base.word(WHAT, "late").word(REVISION, Long.toString(revision)).finding(finding);
            case CaughtUp(var _, var ack) -> base.word(WHAT, "caught-up").mark(RECORD, ack);
            case Gone _ -> base.word(WHAT, "gone");
        };
    }

    static LateProxy of(StoredCase stored) {
        var node = stored.word(NODE).orElseThrow();
        return switch (stored.word(WHAT).orElseThrow()) {
            case "late" ->
                new Late(
                        node,
                        Long.parseLong(stored.word(REVISION).orElseThrow()),
                        stored.finding().orElseThrow());
            case "caught-up" -> new CaughtUp(node, stored.mark(RECORD).orElseThrow());
            case "gone" -> new Gone(node);
            case String other -> throw new IllegalStateException("a proxy is '" + other + "'");
        };
    }

    /** Tells what is said in one turn apart. */
    default String id() {
        return node() + "/" + stored().word(WHAT).orElseThrow();
    }
}
