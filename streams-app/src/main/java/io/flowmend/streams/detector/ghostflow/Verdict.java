/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.ownership.Owner;
import java.time.Instant;
import java.util.Optional;

/** What the rule thinks of one flow. */
sealed interface Verdict {

    /** @param why for people, as the reason of a withdrawal */
    record Innocent(String why) implements Verdict {}

    /**
     * It goes to where its service's backend was.
     *
     * @param former owner that ended
     * @param backend by which the service had it
     * @param stranger who owns the address now
     * @param due not to be said before
     */
    record Ghost(Case.Id of, Owner former, Backend backend, Optional<Owner> stranger, Instant due) implements Verdict {

        boolean isMisdelivery() {
            return stranger.isPresent();
        }
    }
}
