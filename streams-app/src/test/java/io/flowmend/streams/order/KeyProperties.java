/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyProperties {

    @Property
    void theOrderOfTheBytesIsTheOrderOfThePositions(
            @ForAll("positions") Position one, @ForAll("positions") Position other) {
        var order = Arrays.compareUnsigned(bytes(one), bytes(other));
        assertThat(Integer.signum(order)).isEqualTo(Integer.signum(one.compareTo(other)));
    }

    @Property
    void aPositionIsReadAsItWasWritten(@ForAll("positions") Position position) {
        assertThat(new Key.Reader(bytes(position)).position()).isEqualTo(position);
    }

    @Property
    void theEndLiesAboveEveryKeyThatBeginsTheSameWay(@ForAll("positions") Position position) {
        var key = new Key().text("prefix").position(position).bytes();
        assertThat(Arrays.compareUnsigned(key, new Key().text("prefix").bytes()))
                .isPositive();
        assertThat(Arrays.compareUnsigned(key, new Key().text("prefix").end())).isNegative();
        assertThat(Arrays.compareUnsigned(key, new Key().text("prefix2").bytes()))
                .isNegative();
    }

    @Example
    void bothEndsOfTimeAreInOrder() {
        var least = new Key().time(Instant.MIN).bytes();
        var before = new Key().time(Instant.EPOCH.minusNanos(1000)).bytes();
        var after = new Key().time(Instant.EPOCH).bytes();
        var most = new Key().time(Instant.MAX).bytes();
        assertThat(Arrays.compareUnsigned(least, before)).isNegative();
        assertThat(Arrays.compareUnsigned(before, after)).isNegative();
        assertThat(Arrays.compareUnsigned(after, most)).isNegative();
    }

    /** Few values of each part, so that a tie in one lets the next decide; origins that begin each other. */
    @Provide
    Arbitrary<Position> positions() {
        var times = Arbitraries.oneOf(
                Arbitraries.longs().between(-2, 2),
                Arbitraries.longs().between(-1_000_000_000_000_000L, 4_000_000_000_000_000L));
        var origins = Arbitraries.strings().withChars('a', 'b', '/', '\u0001').ofMaxLength(3);
        var sequences = Arbitraries.oneOf(Arbitraries.longs().between(-1, 2), Arbitraries.longs());
        return Combinators.combine(times, Arbitraries.of(Rank.class), origins, sequences)
                .as((time, rank, origin, sequence) -> new Position(Micros.instant(time), rank, origin, sequence));
    }

    private static byte[] bytes(Position position) {
        return new Key().position(position).bytes();
    }
}
