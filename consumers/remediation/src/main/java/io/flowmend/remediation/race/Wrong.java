/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

/** A kind of wrong effect. */
public enum Wrong {
    /** What was removed is not what a valid command names. */
    NOT_NAMED,
    AFTER_EXPIRY,
    /** What made the act right was no longer so for longer than a reading may be old. */
    RULE,
    OWNER,
    LOCAL_ADDRESS,
    ENTRY_ANSWERED,
    ENTRY_UNUSED,
    SOCKET_ALIVE,
    LEADS_ELSEWHERE,
    SWITCHED_OFF,
    /** Two lives of the executor acted on one command, or one life twice on one target. */
    TWICE,
    /** The start was not in the journal. */
    NOT_JOURNALLED,
    /** The start was not in the results topic. */
    NOT_ANNOUNCED
}
