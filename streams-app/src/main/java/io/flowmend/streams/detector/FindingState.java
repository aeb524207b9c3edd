/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/** Life cycle of a finding (design, section 6). Rules open and end findings; the planner alone writes the three of remediation. */
public enum FindingState {
    OPEN,
    /** A command is on its way. */
    MENDING,
    /** Flowmend mended it, and it was seen to be mended. */
    RESOLVED,
    /** The executor found that it should not be mended, and it is not looked at again. */
    REFUSED,
    /** Another party ended the fault. */
    HEALED_BY_OTHERS,
    /** It ended by itself: nobody used it any more. */
    EXPIRED,
    /** It is no fault any more, though nothing was mended. */
    WITHDRAWN;

    /** Nothing follows but a correction. */
    public boolean isEnd() {
        return switch (this) {
            case OPEN, MENDING -> false;
            case RESOLVED, REFUSED, HEALED_BY_OTHERS, EXPIRED, WITHDRAWN -> true;
        };
    }
}
