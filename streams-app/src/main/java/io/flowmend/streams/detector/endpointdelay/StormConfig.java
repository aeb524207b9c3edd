/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import java.time.Duration;

/**
 * When many late endpoints are one finding.
 *
 * @param window late endpoints whose findings open within it are looked at together (the field guide's 1 to 2 minutes,
 *     section 4.3, are for measuring; an alarm must not wait so long)
 * @param endpoints as many with one cause make one finding
 * @param listed as many of them are listed with their records; the rest is counted
 */
public record StormConfig(Duration window, int endpoints, int listed) {}
