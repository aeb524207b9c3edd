/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node said of an entry or a socket towards an address.
 *
 * @param replied the entry is not UNREPLIED; never set of a socket
 * @param stuck of a TCP socket: it retransmits, and the peer has not acknowledged anything for the hold
 * @param endOfLife when the kernel will drop the entry if nobody sends
 * @param service {@code namespace/name} of the service that had the original destination, as far as the node knew
 * @param author who removed the entry through netlink, for people
 */
public record GhostSighting(
        Kind kind,
        Target target,
        Form form,
        boolean replied,
        boolean stuck,
        Optional<Instant> endOfLife,
        Optional<String> service,
        Optional<String> author,
        RecordRef record) {

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
