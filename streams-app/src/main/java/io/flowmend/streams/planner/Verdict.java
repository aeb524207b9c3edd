/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

/** What was decided; the words are the schema's. */
public enum Verdict {
    COMMAND,
    WOULD_COMMAND,
    AWAIT_APPROVAL,
    DENIED,
    WAIT,
    NEVER,
    LAPSED,
    UNANSWERED
}
