/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final long SEED = 20261121;

    @Test
    void aBucketEndsLessThanOne128thAboveWhatIsInIt() {
        var random = new Random(SEED);
        for (var round = 0; round < 100_000; round++) {
            var micros = random.nextLong(1L << (1 + random.nextInt(40)));
            var upper = Buckets.upper(Buckets.of(micros));
            assertThat(upper).as("of %s, seed %s", micros, SEED).isBetween(micros, micros + micros / 128);
        }
    }

    @Test
    void bucketsFollowEachOther() {
        for (var bucket = 0; bucket < 4000; bucket++) {
            assertThat(Buckets.of(Buckets.upper(bucket))).isEqualTo(bucket);
            assertThat(Buckets.of(Buckets.upper(bucket) + 1)).isEqualTo(bucket + 1);
        }
    }

    @Test
    void whatMayLieBeyondIsNotWithin() {
        // Given: the bucket that 30 s is in ends later
        var bucket = Buckets.of(30_000_000);
        var counts = new TreeMap<>(Map.of(bucket - 1, 3L, bucket, 5L));
        // Then
        assertThat(Buckets.within(counts, 30_000_000)).isEqualTo(3);
        assertThat(Buckets.within(counts, Buckets.upper(bucket))).isEqualTo(8);
    }
}
