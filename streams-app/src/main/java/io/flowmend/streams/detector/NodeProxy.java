/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.time.Instant;
import java.util.Optional;

/**
 * The service proxy of a node, as of one heartbeat.
 *
 * @param lastSync its last sync of the rules, if it said so
 */
public record NodeProxy(Kind kind, Optional<Instant> lastSync) {

    /** Not told, or the node could not look. */
    public static final NodeProxy UNKNOWN = new NodeProxy(Kind.UNKNOWN, Optional.empty());

    /** The words are the schema's. */
    public enum Kind {
        UNKNOWN,
        /** Looked for and not there. */
        NONE,
        KUBE_PROXY
    }
}
