/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.detector.propagation.PropagationConfig;
import java.time.Duration;

/** What the detector of propagation can be told. Each default names its source: the field guide, by section. */
final class PropagationSettings {

    static PropagationConfig from(Settings settings) {
        var config = new PropagationConfig(
                settings.duration(
                        "streams.propagation.stalled",
                        Duration.ofSeconds(30),
                        Check.positive(),
                        "How long a living node's proxy may leave a change unprogrammed that others have: kube-proxy's"
                                + " periodic sync (field guide 6.2)."),
                settings.duration(
                        "streams.propagation.giveup",
                        Duration.ofMinutes(5),
                        Check.positive(),
                        "How long a change is followed; the last bound of kube-proxy's own histogram (field guide 7.6)."),
                settings.integer(
                        "streams.propagation.listed",
                        10,
                        Check.between(1, 1000),
                        "As many of the last nodes are named per change."));
        settings.require(
                config.stalled().compareTo(config.giveUp()) < 0,
                "streams.propagation.stalled must be shorter than streams.propagation.giveup");
        return config;
    }

    private PropagationSettings() {}
}
