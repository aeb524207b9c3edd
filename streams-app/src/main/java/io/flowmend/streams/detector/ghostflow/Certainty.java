/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

/** How much the records of a case say; what differs in it is never one finding. */
public enum Certainty {
    /** The service's slice named the pod, and nobody answers. */
    CERTAIN,
    /** A live stranger owns the address and answers come back: from it, or from a second owner (section 5C.1). */
    ANSWERED,
    /** The slice names no pod: whose backend it was is a guess, so there is advice only. */
    UNNAMED
}
