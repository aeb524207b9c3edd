/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Tuple;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node said of one conntrack entry towards the address.
 *
 * @param client {@code ip:port} of the sender
 * @param conntrackId no key over time: the kernel gives it again
 * @param unNatted the reply tuple is the address itself: nothing translated the flow
 * @param replied the entry is not UNREPLIED
 * @param answeredLocally the address is the node's own and a socket of the node listens there
 * @param endOfLife when the kernel will drop it if nobody sends; empty if the event carried no timeout
 */
public record Sighting(
        Kind kind,
        String client,
        int zone,
        long conntrackId,
        Tuple original,
        Tuple reply,
        boolean unNatted,
        boolean replied,
        boolean answeredLocally,
        Optional<Instant> endOfLife,
        Optional<Instant> refreshedFrom,
        Optional<Author> author,
        RecordRef record) {

    /** What happened to the entry. */
    public enum Kind {
        /** The kernel made it just now. */
        CREATED,
        /** It is there: changed, or found by a dump. */
        PRESENT,
        /** Two reads show that the sender still sends. */
        REFRESHED,
        DESTROYED,
        /** A dump no longer has it; its end was not seen. */
        GONE
    }

    /**
     * Who removed an entry through netlink.
     *
     * @param portId netlink port, for most programs the process id
     */
    public record Author(long portId, Optional<String> program) {

        String text() {
            return program.map(name -> name + " (netlink port " + portId + ")")
                    .orElse("a program at netlink port " + portId);
        }
    }
}
