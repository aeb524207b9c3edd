/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

/** How a command went; the names are those of the results topic. */
public enum Status {
    STARTED,
    MENDED,
    NOTHING_LEFT,
    REFUSED,
    DRY_RUN,
    FAILED,
    INTERRUPTED
}
