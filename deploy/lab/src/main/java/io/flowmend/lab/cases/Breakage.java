/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.world.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A flow that is broken now. Closing it ends its processes and removes its objects from the API. */
public interface Breakage extends AutoCloseable {

    /** From here on a mender could have known. */
    Instant cause();

    /** All that may be acted upon; an act on anything else is wrong. */
    List<Flow> flows();

    /** Waits until the flow is mended, or so long. Called once. */
    Mend await(Duration atMost);

    @Override
    void close();

    /** How a wait ended. */
    sealed interface Mend {

        /** What was seen, for a person. */
        String says();

        /** Mended, at this time by the clock of this machine. */
        record Mended(Instant at, String says) implements Mend {}

        /** Still broken when the wait was over, or broken in another way. */
        record Broken(String says) implements Mend {}
    }
}
