/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

/** What a replay says in the headers of the records that it plays, in UTF-8. */
public final class ReplayHeaders {

    /** The topic in which the record first stood, without the prefix. */
    public static final String ORIGIN_TOPIC = "flowmend.origin.topic";

    /** The partition in which it first stood, a decimal number. */
    public static final String ORIGIN_PARTITION = "flowmend.origin.partition";

    /** The offset at which it first stood, a decimal number. */
    public static final String ORIGIN_OFFSET = "flowmend.origin.offset";

    /** Of a record without value that only says that nothing follows: who ends, {@code topic/partition} or {@code stage/partition}. */
    public static final String END = "flowmend.replay.end";

    private ReplayHeaders() {}
}
