/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.NodeProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the node's own proxy may still heal the fault. kube-proxy from 1.32 does so at its next sync: p50 1,048 ms, max
 * 1,065 ms after the slice is back (field guide, section 5A.6), so a fault that outlived a sync by seconds stays.
 */
final class Healers {

    /** Nearly three times the longest healing that was measured. */
    static final Duration AFTER_SYNC = Duration.ofSeconds(3);

    /** Without a sync for this long the proxy is stalled, and a node that does not tell is not waited for. */
    static final Duration STALLED = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** When to look again whether it is time to act; empty: it is, now. */
    static Optional<Instant> nextLook(NodeProxy proxy, Instant brokenAt, Instant now) {
        var stalled = brokenAt.plus(STALLED);
        return switch (proxy.kind()) {
            case NONE -> Optional.empty();
            case UNKNOWN -> now.isBefore(stalled) ? Optional.of(stalled) : Optional.empty();
            case KUBE_PROXY -> {
                var margin = brokenAt.plus(AFTER_SYNC);
                if (now.isBefore(margin)) {
                    yield Optional.of(margin);
                }
                var synced = proxy.lastSync()
                        .filter(sync -> !sync.isBefore(brokenAt))
                        .isPresent();
                yield synced || !now.isBefore(stalled) ? Optional.empty() : Optional.of(least(now.plus(LOOK), stalled));
            }
        };
    }

    static String why(NodeProxy proxy, Instant brokenAt) {
        return switch (proxy.kind()) {
            case NONE -> "nobody else heals it: the node has no service proxy";
            case UNKNOWN -> "nobody healed it for " + STALLED.toSeconds() + " s, and the node's proxy is not known";
            case KUBE_PROXY ->
                proxy.lastSync()
                        .map(sync -> sync.isBefore(brokenAt)
                                ? "kube-proxy has not synced for " + STALLED.toSeconds() + " s: it is stalled"
                                : "kube-proxy synced at " + sync + " and did not heal it")
                        .orElse("nobody healed it for " + STALLED.toSeconds()
                                + " s, and kube-proxy does not tell when it synced");
        };
    }

    private static Instant least(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Healers() {}
}
