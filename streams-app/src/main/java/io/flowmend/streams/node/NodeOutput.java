/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import java.time.Instant;
import java.util.function.Supplier;

/** Takes what rules of a node tell. */
public interface NodeOutput {

    void found(Finding finding);

    /** To the part of the rule that sees all nodes. */
    void handOn(String rule, String id, Instant at, StoredCase said);

    void measured(Latency latency);

    /** @param judged made only if somebody asks */
    void harmless(Supplier<Harmless> judged);
}
