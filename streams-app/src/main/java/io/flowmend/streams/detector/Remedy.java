/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What would mend a finding now, and what must be so on the node right before (design, section 7).
 *
 * @param service address through which the flows were made; empty for sockets connected to a pod address
 */
public record Remedy(
        int protocol,
        Optional<ServiceAddress> service,
        Because because,
        List<EntryTarget> entries,
        List<SocketTarget> sockets) {

    public Remedy {
        entries = List.copyOf(entries);
        sockets = List.copyOf(sockets);
        if (entries.isEmpty() == sockets.isEmpty()) {
            throw new IllegalArgumentException("a remedy has entries or sockets, not "
                    + (entries.isEmpty() ? "neither" : entries.size() + " and " + sockets.size()));
        }
    }

    /** The local truth that makes the act right. */
    public sealed interface Because {

        /** A NAT rule for exactly the service address is there, and the entry bypasses it. */
        record Unnated() implements Because {}

        /**
         * The packets go to an address whose owner has ended.
         *
         * @param since when its ownership ended, by the API's record
         * @param answered answers come back, from a stranger or a second owner
         */
        record OwnerGone(String address, String formerOwner, Instant since, boolean answered) implements Because {}
    }

    /**
     * One conntrack entry; the kernel's id alone is no key.
     *
     * @param seenAt when it was last seen as it is expected to be
     */
    public record EntryTarget(int zone, long conntrackId, Tuple original, Tuple reply, Instant seenAt) {}

    /**
     * One socket.
     *
     * @param netns inode of its network namespace
     * @param cookie names it and no other until the node boots anew
     * @param tuple from the socket to its peer
     * @param heard of UDP: datagrams that the sockets of its namespace had taken by {@code seenAt}
     */
    public record SocketTarget(long netns, long cookie, Tuple tuple, Instant seenAt, Optional<Long> heard) {}
}
