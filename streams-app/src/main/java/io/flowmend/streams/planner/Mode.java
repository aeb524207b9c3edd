/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

/** What the planner does with a finding that could be mended. */
public enum Mode {
    /** Say what it would have commanded. */
    OBSERVE,
    /** Command once a person agrees. */
    APPROVE,
    /** Command at once. */
    AUTO
}
