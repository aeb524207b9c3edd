/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.List;

/**
 * Watermark of the API as it crosses a repartition: all that this upstream partition had up to it has been sent.
 *
 * @param upstream stage and partition it comes from
 * @param unknown intervals that begin at or after the frame before this one
 */
public record ApiFrame(String upstream, Instant watermark, List<Interval> unknown) {

    public ApiFrame {
        unknown = List.copyOf(unknown);
    }
}
