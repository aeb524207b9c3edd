/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessUseTest {

    @Test
    void aProgramNameWithSpacesAndParenthesesDoesNotShiftTheFields() {
        var plain = "4711 (java) S 1 4711 4711 0 -1 1077936384 9000 0 3 0 150 50 7 8 20 0 30 0 1234 56 78";
        var odd = plain.replace("(java)", "(ja (v) a)");
        // utime 150 and stime 50 ticks of 10 ms; those of children, 7 and 8, are not its own
        assertThat(ProcessUse.cpu(plain)).isEqualTo(Duration.ofSeconds(2));
        assertThat(ProcessUse.cpu(odd)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void memoryIsReadByItsFullName() {
        var status = List.of("Name:\tjava", "VmHWM:\t  176128 kB", "VmRSS:\t  172032 kB");
        assertThat(ProcessUse.memory(status, "VmRSS")).isEqualTo(172_032);
        assertThat(ProcessUse.memory(status, "VmHWM")).isEqualTo(176_128);
        assertThatThrownBy(() -> ProcessUse.memory(status, "VmSwap")).hasMessageContaining("VmSwap");
    }

    @Test
    void percentIsOfOneCore() {
        assertThat(ProcessUse.percent(Duration.ofSeconds(3), Duration.ofSeconds(2)))
                .isEqualTo(150, within(0.001));
    }
}
