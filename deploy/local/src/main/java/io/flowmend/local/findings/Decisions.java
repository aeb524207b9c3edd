/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.schemas.remediation.Decision;

/** Decisions of the planner, a line each. */
public final class Decisions {

    /** With the finding that it is about. */
    public static String line(Decision decision) {
        return words(decision) + "  [" + decision.getFindingId() + "]";
    }

    static String words(Decision decision) {
        return Wording.time(decision.getAt()) + "  " + decision.getVerdict() + (decision.getEager() ? " (eager)" : "")
                + ": " + decision.getReason();
    }

    private Decisions() {}
}
