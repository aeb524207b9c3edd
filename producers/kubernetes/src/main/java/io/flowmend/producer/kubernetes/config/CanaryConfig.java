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
 * @param haste when canaries come more often
 */
public record CanaryConfig(boolean enabled, String namespace, Optional<OwnPod> ownPod, Haste haste) {

    /**
     * How often canaries come after something ended.
     *
     * @param period between two of them
     * @param time for how long; zero for never
     * @param hold how long after a pod's end a rule concludes, for which a canary of its own goes out
     */
    public record Haste(Duration period, Duration time, Duration hold) {

        public static final Haste USUAL =
                new Haste(Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    /** The Pod this process runs in. */
    public record OwnPod(String namespace, String name) {}

    private static final Check<String> NAME =
            Check.matching("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", "a Kubernetes name: a-z, 0-9, dash, dot");

    /** With the usual haste. */
    public CanaryConfig(boolean enabled, String namespace, Optional<OwnPod> ownPod) {
        this(enabled, namespace, ownPod, Haste.USUAL);
    }

    private static final Check<Duration> PERIOD = new Check<>(
            "50ms to 1s",
            value -> value.compareTo(Duration.ofMillis(50)) >= 0 && value.compareTo(Duration.ofSeconds(1)) <= 0);

    private static final Check<Duration> HOLD =
            new Check<>("0s to 1m", value -> !value.isNegative() && value.compareTo(Duration.ofMinutes(1)) <= 0);

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
                enabled, namespace, podNamespace.flatMap(ns -> pod.map(name -> new OwnPod(ns, name))), haste(settings));
    }

    private static Haste haste(Settings settings) {
        return new Haste(
                settings.duration(
                        "kubernetes.canary.busy.period",
                        Haste.USUAL.period(),
                        PERIOD,
                        "Time between canaries after a pod or endpoint ended; else a second."),
                settings.duration(
                        "kubernetes.canary.busy.time",
                        Haste.USUAL.time(),
                        Check.notNegative(),
                        "For how long after an end canaries come more often; 0s: never."),
                settings.duration(
                        "kubernetes.canary.busy.hold",
                        Haste.USUAL.hold(),
                        HOLD,
                        "So long after a pod's end a canary goes out at once: `streams.ghostflow.hold`, which it proves."));
    }
}
