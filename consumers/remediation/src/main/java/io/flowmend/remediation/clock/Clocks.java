/* Licensed under Apache-2.0. */
package io.flowmend.remediation.clock;

import java.time.Instant;

/** Both clocks of a node. */
public interface Clocks {

    /** Wall clock. */
    Instant wall();

    /** Monotone nanoseconds from an arbitrary origin. */
    long nanos();

    static Clocks system() {
        return new Clocks() {
            @Override
            public Instant wall() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
