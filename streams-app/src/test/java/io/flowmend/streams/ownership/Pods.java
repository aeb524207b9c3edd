/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod's versions, one second apart, built by what is special about each. */
final class Pods {

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private int version;
    private boolean sharing;

    static Instant at(int version) {
        return T0.plusSeconds(version);
    }

    /** Its versions from now on are of a machine's pod. */
    Pods sharing() {
        sharing = true;
        return this;
    }

    PodFact running(String... ips) {
        return of("Running", false, Map.of(), ips);
    }

    PodFact phase(String phase, String... ips) {
        return of(phase, false, Map.of(), ips);
    }

    PodFact terminating(Map<String, String> annotations, String... ips) {
        return of("Running", true, annotations, ips);
    }

    PodFact annotated(Map<String, String> annotations, String... ips) {
        return of("Running", false, annotations, ips);
    }

    PodFact of(String phase, boolean deleting, Map<String, String> annotations, String... ips) {
        return pod(Optional.of("node-a"), phase, false, deleting, false, annotations, ips);
    }

    PodFact hostNetwork(String... ips) {
        return pod(Optional.of("node-a"), "Running", true, false, false, Map.of(), ips);
    }

    PodFact unscheduled(String... ips) {
        return pod(Optional.empty(), "Pending", false, false, false, Map.of(), ips);
    }

    PodFact deleted(Map<String, String> annotations, String... ips) {
        return pod(Optional.of("node-a"), "Running", false, true, true, annotations, ips);
    }

    private PodFact pod(
            Optional<String> node,
            String phase,
            boolean hostNetwork,
            boolean deleting,
            boolean deleted,
            Map<String, String> annotations,
            String... ips) {
        version++;
        var record = new RecordRef("pods", 0, version, "Pod uid @" + version, at(version));
        return new PodFact(
                "default",
                "web-0",
                "uid",
                node,
                phase,
                hostNetwork,
                deleting,
                deleted,
                sharing,
                List.of(ips),
                annotations,
                record);
    }
}
