/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import java.time.Instant;

/** A rule over what the rules of all nodes hand on, in one order. It has no clock, no I/O and no state but its book. */
public interface ClusterRule {

    /** Name of the detector whose node rule hands on to it. */
    String name();

    /** @param at no earlier than any before */
    void said(Book book, StoredCase said, Instant at, ClusterOutput publish);

    /** All nodes are known up to {@code until}. */
    void reached(Book book, Instant until, ClusterOutput publish);
}
