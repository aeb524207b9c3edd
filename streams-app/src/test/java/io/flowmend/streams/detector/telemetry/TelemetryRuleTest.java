/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.telemetry;

import static io.flowmend.streams.node.NodeBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.node.NodeBench;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryRuleTest {

    private final NodeBench bench = new NodeBench(
            new TelemetryRule(new TelemetryConfig(Duration.ofSeconds(15), Duration.ofSeconds(60))), "felix");

    /** The bench's own beginning is a new life of the agent. */
    private List<Harmless> judged() {
        return bench.harmless().stream()
                .filter(each -> each.at().isAfter(at(0)))
                .toList();
    }

    @Test
    void aNodeIsSilentOnceTheTimeIsOver() {
        // Given
        bench.silent(10).until(24.9);
        assertThat(bench.findings()).isEmpty();
        // When
        bench.until(25);
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("node-silent");
            assertThat(finding.brokenAt()).isEqualTo(at(10));
            assertThat(finding.detectedAt()).isEqualTo(at(25));
        });
    }

    @Test
    void aNodeThatSpeaksInTimeIsNone() {
        // When
        bench.silent(10).gap(10, 20).until(60);
        // Then
        assertThat(bench.findings()).isEmpty();
        assertThat(judged()).singleElement().satisfies(judged -> {
            assertThat(judged.subject().address()).isEqualTo("node-silent");
            assertThat(judged.reason()).isEqualTo("it was silent for 10 s, less than 15 s");
        });
    }

    @Test
    void aSecondSilenceIsMeasuredFromItsOwnBegin() {
        // Given
        bench.silent(10).gap(10, 20).silent(22).until(36.9);
        assertThat(bench.findings()).isEmpty();
        // When
        bench.until(37);
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void aNodeThatSpeaksAgainHeals() {
        // Given
        bench.silent(10).until(26);
        // When
        bench.gap(10, 40);
        // Then
        assertThat(judged()).isEmpty();
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void theNextSilenceIsAnotherFinding() {
        // Given
        bench.silent(10).until(26).gap(10, 40);
        // When
        bench.silent(100).until(120);
        // Then
        assertThat(bench.findings().getLast().id())
                .isNotEqualTo(bench.findings().getFirst().id());
    }

    @Test
    void aSourceThatLostSomethingIsAFindingUntilItIsQuiet() {
        // Given
        bench.lost("conntrack", 10, 10.5, 3).lost("conntrack", 30, 30.5, 5);
        assertThat(bench.findings()).hasSize(1);
        assertThat(bench.findings().getFirst().summary()).contains("lost 3 of conntrack");
        // When
        bench.until(90.4);
        assertThat(bench.findings()).hasSize(1);
        bench.until(90.5);
        // Then
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    /** The least time that there is has no place in a record. */
    @Test
    void aLossThatTheFirstHeartbeatTellsOfBeginsWithIt() {
        // When
        bench.lost("conntrack", Instant.MIN, 10.5, 3);
        // Then
        assertThat(bench.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.brokenAt()).isEqualTo(at(10.5)));
    }

    @Test
    void anUnknownTimeWithoutALossIsNone() {
        // When: e.g. a restart of the agent
        bench.lost("conntrack", 10, 10.5, 0).gap(20, 21).until(200);
        // Then
        assertThat(bench.findings()).isEmpty();
        assertThat(judged())
                .extracting(Harmless::reason)
                .containsOnly("nothing was lost: its agent, or a source of it, began anew");
    }

    @Test
    void aClockThatIsAheadOnceMayBeAMarkThatWasSlow() {
        // When
        bench.ahead(10, 10.5).ahead(71, 71.5);
        // Then
        assertThat(bench.findings()).isEmpty();
        assertThat(judged())
                .extracting(Harmless::reason)
                .containsOnly(
                        "its heartbeats were ahead of the API's clock once within 60 s: a mark may have been slow on its way");
    }

    @Test
    void aClockThatIsAheadAgainIsAFinding() {
        // When
        bench.ahead(10, 10.5).ahead(70, 70.5);
        // Then
        assertThat(bench.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.causeClass()).isEqualTo("clock-ahead"));
    }
}
