/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import java.time.Instant;
import java.util.Optional;

/** How long one endpoint took to be programmed. */
public record Latency(
        String cluster,
        String node,
        PodSeen pod,
        Optional<String> typha,
        From from,
        NodeFact.Programmed.How to,
        Instant startedAt,
        Instant programmedAt,
        boolean late) {

    /** What began the measure; the words are the schema's. */
    public enum From {
        CNI_ADDED,
        ANNOTATED,
        ADDRESSED
    }
}
