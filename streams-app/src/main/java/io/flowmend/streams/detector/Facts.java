/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Told what was judged harmless, for a person who asks why nothing was found. Beside the findings, in no topic. */
@FunctionalInterface
public interface Facts {

    /** The usual case: no reason is ever made. */
    Facts NOBODY_ASKS = judgements -> {};

    /** @param judgements of one turn; made only if somebody asks */
    void judged(Supplier<List<Harmless>> judgements);

    /** @param taker called from every thread that judges */
    static Facts to(Consumer<Harmless> taker) {
        return judgements -> judgements.get().forEach(taker);
    }
}
