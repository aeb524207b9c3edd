/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import java.time.Instant;
import java.util.List;

/** Time that is not known, as the oracle has it: between the two ends, which are known. */
record Span(Instant from, Instant until) {

    boolean covers(Instant time) {
        return from.compareTo(time) < 0 && time.compareTo(until) < 0;
    }

    static boolean anyCovers(List<Span> spans, Instant time) {
        return spans.stream().anyMatch(span -> span.covers(time));
    }
}
