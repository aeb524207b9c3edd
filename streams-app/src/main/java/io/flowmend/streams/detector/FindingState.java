/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/** Life cycle of a finding (design, section 6), as far as detectors move it. */
public enum FindingState {
    OPEN,
    /** Another party ended the fault. */
    HEALED_BY_OTHERS,
    /** It ended by itself: nobody used it any more. */
    EXPIRED,
    /** It is no fault any more, though nothing was mended. */
    WITHDRAWN
}
