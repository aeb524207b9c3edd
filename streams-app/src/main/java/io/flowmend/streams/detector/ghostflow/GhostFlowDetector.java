/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.AddressDetector;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.SortedStore;
import java.util.function.Consumer;

/**
 * The detector {@code ghostflow}: the rule, its store, and how payloads are read.
 *
 * @param codec between payloads, stored state and the domain
 * @param facts told of what is harmless
 */
public record GhostFlowDetector(GhostFlowRule rule, GhostFlowCodec codec, Facts facts) implements AddressDetector {

    public static final String STORE = "ghostflow-state";

    @Override
    public String name() {
        return GhostFlowReport.RULE;
    }

    @Override
    public String storeName() {
        return STORE;
    }

    @Override
    public boolean isFor(Subjects subjects) {
        return subjects == Subjects.ADDRESSES;
    }

    @Override
    public Applier applier(SortedStore store, Consumer<Finding> findings) {
        return new GhostFlowApplier(rule, new GhostFlowStore(store, codec), codec, findings, facts);
    }
}
