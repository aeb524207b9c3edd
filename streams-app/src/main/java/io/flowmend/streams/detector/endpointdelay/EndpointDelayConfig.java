/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import java.time.Duration;

/**
 * Thresholds of the rule; field guide, section 4.3, unless said otherwise.
 *
 * @param skew how far the clocks of node and API may differ
 * @param prefix of host-side interface names: {@code FELIX_INTERFACEPREFIX}, section 1.1
 * @param graceFrom a route that goes earlier after its link came up was not deleted by the agent's grace period
 * @param graceTo nor one that goes later: 10 s of grace and the time to apply
 * @param settle for how long a pod whose route went must live on: its end reaches the API after its network is gone
 * @param warn a running pod may be without its network for so long
 * @param alarm from here on it is critical
 */
public record EndpointDelayConfig(
        Duration skew,
        String prefix,
        Duration graceFrom,
        Duration graceTo,
        Duration settle,
        Duration warn,
        Duration alarm) {

    public boolean isInGrace(Duration age) {
        return age.compareTo(graceFrom) >= 0 && age.compareTo(graceTo) <= 0;
    }
}
