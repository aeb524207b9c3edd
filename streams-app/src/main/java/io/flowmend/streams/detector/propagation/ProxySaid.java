/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import java.time.Instant;
import java.util.Optional;

/** The service proxy of a node, as a heartbeat names it. */
public record ProxySaid(String kind, Optional<String> version, Optional<Instant> lastSync) {

    /** For people: {@code kube-proxy v1.36.3, last sync 2026-01-01T00:00:00Z}. */
    String words() {
        var name = kind.equals("KUBE_PROXY") ? "kube-proxy" : "a service proxy that the agent does not know";
        return name
                + version.map(said -> " " + said).orElse("")
                + lastSync.map(time -> ", last sync " + time).orElse(", last sync not told");
    }
}
