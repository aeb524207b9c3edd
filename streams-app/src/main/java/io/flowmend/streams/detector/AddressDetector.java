/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.SortedStore;
import java.util.function.Consumer;

/** A detector over service addresses: its store and how it takes its turns. */
public interface AddressDetector {

    /** Name of the detector and its rule, e.g. {@code stalenat}. */
    String name();

    String storeName();

    /** Whether it is asked about subjects of this shape. */
    boolean isFor(Subjects subjects);

    /** The detector over the store of one task. */
    Applier applier(SortedStore store, Consumer<Finding> findings);
}
