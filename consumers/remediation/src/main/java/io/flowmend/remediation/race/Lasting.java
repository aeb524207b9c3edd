/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import java.util.OptionalLong;

/** Since when something that an act needs does not hold. */
final class Lasting {

    private OptionalLong since = OptionalLong.empty();

    void now(boolean holds, long nanos) {
        if (holds) {
            since = OptionalLong.empty();
        } else if (since.isEmpty()) {
            since = OptionalLong.of(nanos);
        }
    }

    /** Zero while it holds. */
    long untrueFor(long nanos) {
        return since.isEmpty() ? 0 : nanos - since.getAsLong();
    }

    boolean holds() {
        return since.isEmpty();
    }
}
