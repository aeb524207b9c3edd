/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

    private static final int SOURCES = 512;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 33, 100})
    void theShareGoesToServicesExactly(int percent) {
        var destinations = Destinations.of(percent);
        assertThat(LongStream.range(0, 1_000).filter(destinations::toService).count())
                .isEqualTo(10L * percent);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100})
    void noFlowComesTwiceWhileItsEntryMayLive(int percent) {
        // Given
        var destinations = Destinations.of(percent);
        var flows = new HashSet<String>();
        // When: five seconds at the highest rate
        var count = 100_000;
        for (var number = 0L; number < count; number++) {
            flows.add(destinations.source(number, SOURCES) + " " + destinations.of(number));
        }
        // Then
        assertThat(flows).hasSize(count);
    }

    @Test
    void servicesAndOthersHaveNoAddressInCommon() {
        var destinations = Destinations.of(1);
        assertThat(destinations.services()).doesNotContainAnyElementsOf(destinations.others());
    }
}
