/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node said of an entry or a socket towards an address.
 *
 * @param replied the entry is not UNREPLIED; never set of a socket
 * @param stuck of a TCP socket: it retransmits, and the peer has not acknowledged anything for the hold, or, while it
 *     connects, at all; of a UDP socket: its namespace has sent something, and none of its sockets has heard anything since
 * @param endOfLife when the kernel will drop the entry if nobody sends
 * @param service {@code namespace/name} of the service that had the original destination, as far as the node knew
 * @param author who removed the entry through netlink
 */
public record GhostSighting(
        Kind kind,
        Target target,
        Form form,
        boolean replied,
        boolean stuck,
        Optional<Instant> endOfLife,
        Optional<String> service,
        Optional<Author> author,
        RecordRef record) {

    /**
     * Who removed an entry.
     *
     * @param portId netlink port, for most programs the process id
     */
    public record Author(long portId, Optional<String> program) {

        String text() {
            return program.map(name -> name + " (netlink port " + portId + ")")
                    .orElse("a program at netlink port " + portId);
        }
    }

    /** What happened. */
    public enum Kind {
        /** The kernel made the entry just now. */
        CREATED,
        /** It is there: changed, or found by a look. */
        PRESENT,
        /** Two looks show that it is still used, or still stuck. */
        REFRESHED,
        /** The kernel said that the entry ended. */
        DESTROYED,
        /** A look no longer found it. */
        GONE
    }
}
