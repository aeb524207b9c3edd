/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

/** One thing that a command wants gone. */
public sealed interface Target permits EntryTarget, SocketTarget {

    /** Flow and zone, or socket and cookie, for a person. */
    String words();
}
