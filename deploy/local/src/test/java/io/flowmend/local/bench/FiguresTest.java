/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void theMedianIsTheMiddleWhateverTheOrder() {
        assertThat(new Series(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Series(List.of(4.0, 1.0, 9.0, 2.0)).median()).isEqualTo(3.0);
        assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRatioIsThatOfTheMedians() throws Exception {
        // Given
        var report = new TopologyReport(
                100,
                "as usual",
                new Series(List.of(10.0, 30.0, 20.0)),
                new Series(List.of(80.0, 40.0, 70.0)),
                List.of(0.5, 3.0));
        // When
        var json = new ObjectMapper().readTree(report.json());
        // Then
        assertThat(json.get("ratio").asDouble()).isEqualTo(20.0 / 70.0, within(1e-9));
        assertThat(json.get("topology").get("least").asDouble()).isEqualTo(10);
        assertThat(json.get("passThrough").get("most").asDouble()).isEqualTo(80);
    }

    @Test
    void aBusyMachineIsSaid() {
        assertThat(withLoad(3.0).lines().getLast()).doesNotContain("measure again");
        assertThat(withLoad(3.1).lines().getLast()).contains("measure again");
    }

    @Test
    void whatWasNeitherReceivedNorCountedIsMissing() throws Exception {
        // Given
        var report = new AgentReport(
                1_000,
                1,
                new AgentReport.Events(1_000, 900, 60, 10, 0),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                500,
                new AgentReport.Memory(1_024, 2_048),
                0.1,
                1.0);
        // When
        var json = new ObjectMapper().readTree(report.json());
        // Then
        assertThat(json.get("missing").asLong()).isEqualTo(40);
        assertThat(json.get("receivedPerSecond").asDouble()).isEqualTo(50, within(1e-9));
        assertThat(json.get("cpuPercent").asDouble()).isEqualTo(10, within(1e-9));
        assertThat(report.lines().getLast()).contains("RSS 1 MiB, peak 2 MiB");
    }

    @Test
    void aScrapeSumsOverLabelsAndKnowsWholeNamesOnly() {
        var page = Scrape.of("""
                # HELP events_total Events.
                events_total{node="a"} 3.0
                events_total{node="b"} 1.2E3
                events_total_other 7
                plain 5.5
                """);
        assertThat(page.sum("events_total")).isEqualTo(1_203);
        assertThat(page.sum("plain")).isEqualTo(5.5);
        assertThat(page.sum("absent")).isZero();
    }

    private static TopologyReport withLoad(double load) {
        return new TopologyReport(1, "", new Series(List.of(1.0)), new Series(List.of(1.0)), List.of(0.1, load));
    }
}
