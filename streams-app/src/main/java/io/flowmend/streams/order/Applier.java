/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

/** A rule behind the ordering core: a plain state machine per lane and subject over an ordered input. */
public interface Applier {

    /** The API said this of the subject. */
    void shared(Turn turn, byte[] payload);

    /** The lane's node said this of the subject. */
    void own(Turn turn, byte[] payload);

    /** An interval that was not known has ended. */
    void resumed(Turn turn);

    /** A time that the rule asked for has come. */
    void due(Turn turn);

    /** True if the rule holds nothing of the node's for this lane and subject; it is then not asked until it does. */
    boolean isIdle(String lane, String subject);
}
