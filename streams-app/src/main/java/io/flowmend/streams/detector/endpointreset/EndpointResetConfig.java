/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import java.time.Duration;

/**
 * Windows of the rule; start values of field guide, section 2.3, which calls them guesses.
 *
 * @param cause the rules are written at most so long after what caused it
 * @param reset and a reset comes at most so long after that
 * @param settle the API may show a change so long after the agent acted on it
 * @param open for how long the finding stays open: the container goes on to hold what its peers have dropped (15 minutes
 *     are IPVS's and TCP's, section 6.2)
 */
public record EndpointResetConfig(Duration skew, Duration cause, Duration reset, Duration settle, Duration open) {

    /** A reset is handed on so much later that the refresh which caused it has been. */
    Duration handover() {
        return settle.plus(skew).plusSeconds(1);
    }
}
