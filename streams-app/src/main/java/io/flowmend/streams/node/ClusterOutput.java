/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes what rules over all nodes conclude; as a function it takes findings only. */
@FunctionalInterface
public interface ClusterOutput extends Consumer<Finding> {

    /** @param judged made only if somebody asks */
    default void harmless(Supplier<Harmless> judged) {}
}
