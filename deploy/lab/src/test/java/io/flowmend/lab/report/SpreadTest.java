/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void ofNoneThereIsNone() {
        assertThat(Spread.of(LongStream.empty())).isEmpty();
    }

    @Test
    void ofOneAllAreThatOne() {
        assertThat(Spread.of(LongStream.of(7))).contains(new Spread(7, 7, 7));
    }

    @Test
    void ofTwoTheMedianIsTheLesser() {
        assertThat(Spread.of(LongStream.of(9, 3))).contains(new Spread(3, 9, 9));
    }

    @Test
    void fiftyRunsHaveNoP99BelowTheirMaximum() {
        assertThat(Spread.of(LongStream.rangeClosed(1, 50))).contains(new Spread(25, 50, 50));
    }

    @Test
    void ofAHundredTheLastIsSparedByP99() {
        assertThat(Spread.of(LongStream.rangeClosed(1, 100))).contains(new Spread(50, 99, 100));
    }
}
