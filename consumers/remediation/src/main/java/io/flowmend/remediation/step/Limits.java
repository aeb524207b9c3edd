/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import java.time.Duration;

/**
 * Bounds of time that the steps keep.
 *
 * @param mostLife a command that lives longer is refused
 * @param mostAhead how far ahead of this node's clock a command may be issued: the allowed difference of the clocks
 * @param fresh age of the oldest reading that an act may rest on
 * @param inUse an entry counts as in use that was refreshed so lately (field guide, section 5A.6: whole seconds, read 2 s apart)
 * @param quiet a socket counts as stuck whose peer acknowledged nothing for so long (field guide, section 5C.1)
 * @param settle between the act and the second observation
 * @param acknowledged how long the results topic may take to acknowledge a start
 */
public record Limits(
        Duration mostLife,
        Duration mostAhead,
        Duration fresh,
        Duration inUse,
        Duration quiet,
        Duration settle,
        Duration acknowledged) {

    public static Limits standard() {
        return new Limits(
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofMillis(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                Duration.ofSeconds(1));
    }
}
