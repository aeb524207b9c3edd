/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import java.time.Duration;

/**
 * Thresholds of the rule; field guide, section 3.3.
 *
 * @param skew how far the clocks of node and API may differ
 * @param syncs a remote endpoint with a local pod's address may stay as long
 * @param running a running pod may be without a local endpoint as long
 * @param settle two pods must both live on one address as long
 */
public record IpConflictConfig(Duration skew, Duration syncs, Duration running, Duration settle) {}
