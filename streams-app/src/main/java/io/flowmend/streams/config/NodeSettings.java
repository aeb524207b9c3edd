/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.detector.endpointdelay.EndpointDelayConfig;
import io.flowmend.streams.detector.endpointdelay.StormConfig;
import io.flowmend.streams.detector.endpointreset.EndpointResetConfig;
import io.flowmend.streams.detector.ipconflict.IpConflictConfig;
import io.flowmend.streams.detector.telemetry.TelemetryConfig;
import java.time.Duration;

/**
 * What the detectors of a node can be told. Each default names its source: the field guide, by section.
 *
 * @param podMemory how long a pod that is gone is remembered by its node's detectors
 */
public record NodeSettings(
        Duration podMemory,
        EndpointDelayConfig endpointDelay,
        StormConfig storm,
        EndpointResetConfig endpointReset,
        IpConflictConfig ipConflict,
        TelemetryConfig telemetry) {

    static NodeSettings from(Settings settings, Duration skew) {
        return new NodeSettings(
                settings.duration(
                        "streams.pod.memory",
                        Duration.ofMinutes(10),
                        Check.positive(),
                        "How long a pod that is gone is remembered on its node; field guide 4.3: at least 150 s."),
                endpointDelay(settings, skew),
                storm(settings),
                endpointReset(settings, skew),
                ipConflict(settings, skew),
                telemetry(settings));
    }

    private static EndpointResetConfig endpointReset(Settings settings, Duration skew) {
        return new EndpointResetConfig(
                skew,
                settings.duration(
                        "streams.endpointreset.cause",
                        Duration.ofSeconds(30),
                        Check.positive(),
                        "Rules are written at most so long after the change that caused it (field guide 2.3, a guess)."),
                settings.duration(
                        "streams.endpointreset.reset",
                        Duration.ofSeconds(5),
                        Check.positive(),
                        "A reset comes at most so long after rules were written (field guide 2.3, a guess)."),
                settings.duration(
                        "streams.endpointreset.settle",
                        Duration.ofSeconds(2),
                        Check.positive(),
                        "How long after the agent acted on a change the API may show it; no upstream figure."),
                settings.duration(
                        "streams.endpointreset.open",
                        Duration.ofMinutes(15),
                        Check.positive(),
                        "How long the finding stays open: a pod holds what its peers dropped as long (field guide 6.2)."));
    }

    private static IpConflictConfig ipConflict(Settings settings, Duration skew) {
        return new IpConflictConfig(
                skew,
                settings.duration(
                        "streams.ipconflict.syncs",
                        Duration.ofSeconds(30),
                        Check.positive(),
                        "A remote endpoint with a local pod's address may stay as long: kube-proxy's sync period"
                                + " (field guide 3.3)."),
                settings.duration(
                        "streams.ipconflict.running",
                        Duration.ofSeconds(10),
                        Check.positive(),
                        "How long a running Windows pod may have no local endpoint (field guide 3.3 leaves it open)."),
                settings.duration(
                        "streams.ipconflict.settle",
                        Duration.ofSeconds(5),
                        Check.positive(),
                        "How long two pods must both live on one address: the end of one may reach the API late."));
    }

    private static TelemetryConfig telemetry(Settings settings) {
        return new TelemetryConfig(
                settings.duration(
                        "streams.telemetry.silence",
                        Duration.ofSeconds(15),
                        Check.positive(),
                        "How long a node may be silent, beyond which it is a finding; longer than its period and grace."),
                settings.duration(
                        "streams.telemetry.quiet",
                        Duration.ofMinutes(1),
                        Check.positive(),
                        "A source that lost nothing for as long, or a clock that kept the bound, is well again."));
    }

    private static EndpointDelayConfig endpointDelay(Settings settings, Duration skew) {
        var config = new EndpointDelayConfig(
                skew,
                settings.text(
                        "streams.endpointdelay.interface.prefix",
                        "cali",
                        Check.matching("[A-Za-z0-9_.-]{1,4}", "1 to 4 of letters, digits, dot, underscore, dash"),
                        "First part of the host-side interface names (FELIX_INTERFACEPREFIX; field guide 1.1: azv on AKS)."),
                duration(
                        settings,
                        "grace.from",
                        9,
                        "A route that goes earlier after its link came up is not the agent's doing (field guide 4.3)."),
                duration(settings, "grace.to", 15, "Nor is one that goes later (field guide 4.3)."),
                duration(
                        settings,
                        "settle",
                        5,
                        "How long a pod whose route went must live on to be a finding: a pod that finishes loses its"
                                + " network before the API knows; no upstream figure."),
                duration(
                        settings,
                        "warn",
                        2,
                        "How long a running pod may be without its network before a warning (field guide 4.3)."),
                duration(settings, "alarm", 10, "And before the finding is critical (field guide 4.3)."));
        settings.require(
                config.graceFrom().compareTo(config.graceTo()) < 0,
                "streams.endpointdelay.grace.from must be shorter than streams.endpointdelay.grace.to");
        settings.require(
                config.warn().compareTo(config.alarm()) < 0,
                "streams.endpointdelay.warn must be shorter than streams.endpointdelay.alarm");
        return config;
    }

    private static StormConfig storm(Settings settings) {
        return new StormConfig(
                duration(
                        settings,
                        "storm.window",
                        10,
                        "Late endpoints found within it are looked at together: many with one cause are one finding."),
                settings.integer(
                        "streams.endpointdelay.storm.endpoints",
                        3,
                        Check.between(2, 10_000),
                        "As many late endpoints with one cause are one finding."),
                settings.integer(
                        "streams.endpointdelay.storm.listed",
                        100,
                        Check.between(1, 1000),
                        "As many of them are listed with their records; the rest is counted."));
    }

    private static Duration duration(Settings settings, String name, int seconds, String doc) {
        return settings.duration("streams.endpointdelay." + name, Duration.ofSeconds(seconds), Check.positive(), doc);
    }
}
