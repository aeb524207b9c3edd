/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.telemetry;

import java.time.Duration;

/**
 * Thresholds of the rule.
 *
 * @param silence how long a node may be silent
 * @param quiet for how long nothing more must be lost, and the clock must keep the bound, to be well again
 */
public record TelemetryConfig(Duration silence, Duration quiet) {}
