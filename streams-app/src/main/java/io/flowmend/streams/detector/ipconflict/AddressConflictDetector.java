/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Crossing.CrossingApplier;
import io.flowmend.streams.order.SortedStore;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The rules of {@code ipconflict} over an address: whoever has it, on whichever node.
 *
 * @param codec between payloads, stored state and the domain
 * @param facts told of near misses
 */
public record AddressConflictDetector(IpConflictConfig config, AddressConflictCodec codec, Facts facts) {

    public static final String STORE = "ipconflict-addresses";

    /** How long after its last word about a remote endpoint a node is still believed to have it. */
    public static final Duration MEMORY = Duration.ofDays(30);

    /** The detector over the store of one task. */
    public CrossingApplier applier(SortedStore store, Consumer<Finding> findings) {
        return new AddressConflictApplier(
                new TwoOwnersRule(config),
                new StaleRemoteRule(config),
                new AddressConflictStore(store, codec),
                codec,
                findings,
                facts);
    }
}
