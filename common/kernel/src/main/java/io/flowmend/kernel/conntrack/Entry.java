/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import org.jspecify.annotations.Nullable;

/**
 * A conntrack entry as one message showed it.
 *
 * @param status IPS_* bits
 * @param timeoutSeconds remaining life in whole seconds, cut off; null if the message has none
 * @param tcpState state of a TCP entry; null for others
 */
public record Entry(
        EntryKey key,
        long id,
        int status,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer tcpState) {

    /** IPS_OFFLOAD: the flow table moves the timeout by itself, so that it says nothing about the sender. */
    private static final int OFFLOAD = 1 << 14;

    public boolean offloaded() {
        return (status & OFFLOAD) != 0;
    }
}
