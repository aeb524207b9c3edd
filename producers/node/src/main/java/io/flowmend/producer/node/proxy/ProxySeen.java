/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import java.time.Instant;
import java.util.Optional;

/**
 * What was found of the service proxy of a node.
 *
 * @param version e.g. v1.36.3; empty if it did not say
 * @param mode as it answers on /proxyMode, else as the traces of its work show
 * @param lastSync the latest sync of its rules, of either address family
 * @param healthy its own health answer
 * @param why why nothing is known of it
 */
public record ProxySeen(
        Kind kind,
        Optional<String> version,
        Optional<String> mode,
        Optional<Instant> lastSync,
        Optional<Boolean> healthy,
        Instant observedAt,
        Optional<String> why) {

    /** As in the heartbeat. */
    public enum Kind {
        UNKNOWN,
        NONE,
        KUBE_PROXY
    }

    static ProxySeen none(Instant at) {
        return bare(Kind.NONE, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static ProxySeen unknown(Instant at, String why) {
        return bare(Kind.UNKNOWN, at, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    /** It is there, but its metrics are not. */
    static ProxySeen mute(Instant at, Optional<Boolean> healthy, Optional<String> mode) {
        return bare(Kind.KUBE_PROXY, at, healthy, mode, Optional.empty());
    }

    private static ProxySeen bare(
            Kind kind, Instant at, Optional<Boolean> healthy, Optional<String> mode, Optional<String> why) {
        return new ProxySeen(kind, Optional.empty(), mode, Optional.empty(), healthy, at, why);
    }
}
