/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

/** What can happen under a command. */
enum Change {
    /** The former owner has its address again. */
    OWNER_BACK,
    /** The node does not know any more who owns what. */
    OWNERS_UNKNOWN,
    OWNERS_KNOWN,
    /** Another entry has the flow, translated; with a new id, or with the same. */
    ENTRY_TRANSLATED,
    ENTRY_TRANSLATED_SAME_ID,
    /** Another entry of the same fault has the flow. */
    ENTRY_REPLACED,
    ENTRY_GONE,
    ENTRY_ANSWERED,
    /** Its sender had stopped some seconds ago. */
    ENTRY_UNUSED,
    RULE_GONE,
    RULE_REFUSES,
    RULE_UNKNOWN,
    /** The rule that the command expects. */
    RULE_RIGHT,
    /** The rule leads to the gone address. */
    RULE_TO_GONE,
    /** The service was deleted and made again: no rule, another entry, and soon the rule again. */
    SERVICE_RECREATED,
    ADDRESS_LOCAL,
    /** Another socket with the same ends and another cookie. */
    SOCKET_REUSED,
    /** The same socket, connected to another peer. */
    SOCKET_ELSEWHERE,
    /** The peer acknowledges, or answers, again. */
    SOCKET_ALIVE,
    SOCKET_GONE,
    SWITCHED_OFF,
    CLOCK_BACK,
    CLOCK_FORWARD,
    /** The process stands still; never between the last check and the act, where nobody could notice. */
    PAUSE,
    BROKER_DOWN,
    BROKER_UP,
    /** The command comes a second time. */
    DELIVERED_AGAIN,
    /** The process ends, and begins anew above the same journal. */
    POWER_CUT
}
