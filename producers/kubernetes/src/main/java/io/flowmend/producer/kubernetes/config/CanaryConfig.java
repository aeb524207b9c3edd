/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the canaries live.
 *
 * @param enabled false to write nothing at all to the API: watermarks then move by bookmarks
 * @param ownPod the producer's own Pod, if it runs in one
 * @param busyPeriod between two canaries while something has just ended
 * @param busyTime for how long
 */
public record CanaryConfig(
        boolean enabled, String namespace, Optional<OwnPod> ownPod, Duration busyPeriod, Duration busyTime) {

    public static final Duration BUSY_PERIOD = Duration.ofMillis(250);
    public static final Duration BUSY_TIME = Duration.ofSeconds(10);

    /** The Pod this process runs in. */
    public record OwnPod(String namespace, String name) {}

    private static final Check<String> NAME =
            Check.matching("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", "a Kubernetes name: a-z, 0-9, dash, dot");

    /** With the usual haste. */
    public CanaryConfig(boolean enabled, String namespace, Optional<OwnPod> ownPod) {
        this(enabled, namespace, ownPod, BUSY_PERIOD, BUSY_TIME);
    }

    private static final Check<Duration> PERIOD = new Check<>(
            "50ms to 1s",
            value -> value.compareTo(Duration.ofMillis(50)) >= 0 && value.compareTo(Duration.ofSeconds(1)) <= 0);

    public static CanaryConfig from(Settings settings) {
        var enabled = settings.flag(
                "kubernetes.canary.enabled",
                true,
                "Whether to write canary objects; without them watermarks move by bookmarks and hold back 90 s.");
        var namespace = settings.text(
                "kubernetes.canary.namespace", "default", NAME, "Namespace in which canary objects are created.");
        var pod = settings.optional(
                "kubernetes.pod.name", NAME, "Pod this process runs in, used as canary; else from POD_NAME.");
        var podNamespace =
                settings.optional("kubernetes.pod.namespace", NAME, "Namespace of that Pod; else from POD_NAMESPACE.");
        settings.require(
                pod.isPresent() == podNamespace.isPresent(),
                "kubernetes.pod.name and kubernetes.pod.namespace: set both or none");
        return new CanaryConfig(
                enabled,
                namespace,
                podNamespace.flatMap(ns -> pod.map(name -> new OwnPod(ns, name))),
                settings.duration(
                        "kubernetes.canary.busy.period",
                        BUSY_PERIOD,
                        PERIOD,
                        "Time between canaries after a pod or endpoint ended; else a second."),
                settings.duration(
                        "kubernetes.canary.busy.time",
                        BUSY_TIME,
                        Check.notNegative(),
                        "For how long after an end canaries come more often; 0s: never."));
    }
}
