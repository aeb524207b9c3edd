/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.Optional;

/** One event's turn: where it stands, what is known at its time, and what the rule may ask for. */
public interface Turn {

    String lane();

    String subject();

    Position position();

    /** Event time of this turn. */
    default Instant now() {
        return position().time();
    }

    /**
     * Whether node and API are known at {@link #now()}. No rule concludes over an unknown time; it is given a turn when
     * that ends: of what node and API said at the very end of a node's unknown time none is known before that turn.
     */
    boolean isKnown();

    /** Whether it is the node, and not only the API, of which an unknown interval ends right now. */
    boolean isNodeBack();

    /**
     * Asks for a turn at {@code time}, not before this one.
     *
     * @param tag what it is for: the origin of that turn's position
     */
    void wakeAt(Instant time, String tag);

    /**
     * The first heartbeat of the lane's node, in sequence, that covers {@code time}. Only to be cited for a known {@link
     * #now()}: over an unknown time it depends on what was read first.
     */
    Optional<byte[]> citation(Instant time);
}
