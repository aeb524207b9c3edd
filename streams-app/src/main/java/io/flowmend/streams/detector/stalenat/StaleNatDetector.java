/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.AddressDetector;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.SortedStore;
import java.util.function.Consumer;

/**
 * The detector {@code stalenat}: the rule, its store, and how payloads are read.
 *
 * @param bpf the rule of the eBPF form
 * @param codec between payloads, stored state and the domain
 * @param facts told of what is harmless
 */
public record StaleNatDetector(StaleNatRule rule, BpfRule bpf, StaleNatCodec codec, Facts facts)
        implements AddressDetector {

    public static final String STORE = "stalenat-state";

    @Override
    public String name() {
        return StaleNatReport.RULE;
    }

    @Override
    public String storeName() {
        return STORE;
    }

    @Override
    public boolean isFor(Subjects subjects) {
        return subjects == Subjects.SERVICE_ADDRESSES;
    }

    @Override
    public Applier applier(SortedStore store, Consumer<Finding> findings) {
        var form = new BpfStore(store, codec);
        return new StaleNatApplier(
                rule,
                new StaleNatStore(store, form, codec),
                new BpfApplier(bpf, form, codec, findings, facts),
                codec,
                findings,
                facts);
    }
}
