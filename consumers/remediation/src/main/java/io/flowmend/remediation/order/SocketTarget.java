/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

import io.flowmend.kernel.conntrack.FlowTuple;
import java.util.Optional;

/**
 * One socket as the command expects it.
 *
 * @param netns inode of its network namespace
 * @param tuple from the socket to its peer
 * @param heard of UDP: datagrams that the sockets of its namespace had taken when it was found stuck
 */
public record SocketTarget(long netns, long cookie, int protocol, FlowTuple tuple, Optional<Long> heard)
        implements Target {

    @Override
    public String words() {
        return tuple.source() + ":" + tuple.sourcePort() + " -> " + tuple.destination() + ":" + tuple.destinationPort()
                + " netns " + netns + " cookie " + cookie;
    }
}
