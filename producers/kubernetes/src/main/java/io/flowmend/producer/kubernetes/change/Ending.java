/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

/** What a change brings to its end, the last one weighing most. */
public enum Ending {
    NONE,
    /** A pod is told to end, or an endpoint is no longer ready: others follow. */
    BEGUN,
    /** A pod's addresses have lost their owner: whoever holds back for that counts from here. */
    OWNER_GONE
}
