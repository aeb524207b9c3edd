/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/** How sure a rule is of what it says. */
public enum Confidence {
    LIKELY,
    CERTAIN
}
