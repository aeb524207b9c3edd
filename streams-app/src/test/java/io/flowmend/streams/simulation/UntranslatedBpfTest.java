/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.simulation.Incident.End;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntranslatedBpfTest {

    /** The world ends at 125 s; the agent looks every 5 s. */
    @ParameterizedTest
    @CsvSource({
        "8, 100, PASSED",
        "8, 121, PASSED", // a look at 123 s sees that it is gone
        "8, 123.1, LASTS", // the next look would be at 128 s
        "9.5, 121, OPEN_TO_VIEW" // the look at 124.5 s may be after the last heartbeat
    })
    void anEntryHasPassedOnceALookFindsItGone(double firstLook, double gone, End end) {
        assertThat(UntranslatedBpf.endOf(firstLook, gone)).isEqualTo(end);
    }
}
