/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LifetimeProperties {

    /** The kernel: it looks somewhere within the read, at a clock of its own ticks, and cuts off to whole seconds. */
    private static Lifetime read(long fromMillis, int took, int lookedAfter, int tickLag, long endMillis) {
        var kernelNow = fromMillis + lookedAfter % (took + 1) - tickLag;
        return new Lifetime(
                moment(fromMillis), moment(fromMillis + took), (int) Math.floorDiv(endMillis - kernelNow, 1000));
    }

    @Property(tries = 5000)
    void anEntryThatNobodySendsToIsNeverCalledRefreshed(
            @ForAll @IntRange(min = 0, max = 20_000) int first,
            @ForAll @IntRange(min = 0, max = 100_000) int later,
            @ForAll @IntRange(min = 0, max = 500) int took,
            @ForAll @IntRange(min = 0, max = 500) int lookedAfter,
            @ForAll @IntRange(min = 0, max = 10) int tickLag) {
        var end = 180_000L;
        var earlier = read(first, took, took - Math.min(took, lookedAfter), 0, end);
        var again = read((long) first + took + later, took, lookedAfter, tickLag, end);
        assertThat(again.prolonged(earlier)).isFalse();
    }

    @Property(tries = 5000)
    void aSenderThatProlongedByThreeSecondsIsAlwaysSeen(
            @ForAll @IntRange(min = 0, max = 20_000) int first,
            @ForAll @IntRange(min = 2_000, max = 100_000) int later,
            @ForAll @IntRange(min = 0, max = 200) int took,
            @ForAll @IntRange(min = 0, max = 200) int lookedAfter) {
        var end = 180_000L;
        var earlier = read(first, took, lookedAfter, 0, end);
        var again = read((long) first + took + later, took, lookedAfter, 0, end + 3_000);
        assertThat(again.prolonged(earlier)).isTrue();
    }

    private static Moment moment(long millis) {
        return Flows.T0.plus(Duration.ofMillis(millis));
    }
}
