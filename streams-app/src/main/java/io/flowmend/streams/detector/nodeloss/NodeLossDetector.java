/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Crossing.CrossingApplier;
import io.flowmend.streams.order.SortedStore;
import java.util.function.Consumer;

/**
 * The detector {@code nodeloss}: the rule, its store, and how payloads are read.
 *
 * @param codec between payloads, stored state and the domain
 * @param facts told why a reset is no fault
 */
public record NodeLossDetector(NodeLossRule rule, NodeLossCodec codec, Facts facts) {

    public static final String STORE = "nodeloss-state";

    /** The detector over the store of one task. */
    public CrossingApplier applier(SortedStore store, Consumer<Finding> findings) {
        return new NodeLossApplier(rule, new NodeLossStore(store, codec), codec, findings, facts);
    }
}
