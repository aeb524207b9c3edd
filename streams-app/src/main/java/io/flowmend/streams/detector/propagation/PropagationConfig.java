/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import java.time.Duration;

/**
 * Thresholds of the detector.
 *
 * @param stalled how long a proxy may leave a change unprogrammed; kube-proxy's periodic sync (field guide 6.2)
 * @param giveUp how long a change is followed; the last bound of kube-proxy's own histogram (field guide 7.6)
 * @param listed as many of the last nodes are named per change
 */
public record PropagationConfig(Duration stalled, Duration giveUp, int listed) {}
