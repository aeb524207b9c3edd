/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.telemetry;

import static io.flowmend.streams.node.NodeBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Severity;
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

    @Test
    void onlyWhatWasLostSinceIsCountedAndANewLifeCountsFromZero() {
        // Given
        bench.lost("conntrack", 10, 10.5, 3).lost("conntrack", 20, 20.5, 3).until(70.6);
        assertThat(bench.findings()).as("the second told of nothing new").hasSize(2);
        // When
        bench.lost("conntrack", 100, 100.5, 8).until(161).lost("conntrack", 200, 200.5, 2);
        // Then
        assertThat(bench.findings())
                .filteredOn(finding -> finding.last().state() == FindingState.OPEN)
                .extracting(finding -> finding.last().reason())
                .containsExactly("lost 3 of conntrack", "lost 5 of conntrack", "lost 2 of conntrack");
    }

    @Test
    void aSilentNodeIsCriticalAndSaysSinceWhen() {
        // Given
        bench.gap(3, 4);
        // When
        bench.silent(10).until(26);
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.summary())
                    .isEqualTo("Flowmend does not see all of node node-a: no heartbeat since 2026-01-01T00:00:10Z. No"
                            + " rule concludes there that something did not happen.");
            assertThat(finding.advice()).startsWith("See whether the node is up");
            assertThat(finding.evidence()).singleElement().satisfies(line -> {
                assertThat(line.says()).isEqualTo("the last time that the node was unknown before ended with it");
                assertThat(line.record().time()).isEqualTo(at(4));
            });
        });
    }

    @Test
    void theHeartbeatThatEndsASilenceIsItsEvidence() {
        // Given
        bench.silent(10).until(26);
        // When
        bench.gap(10, 40);
        // Then
        assertThat(bench.findings().getLast().evidence().getLast()).satisfies(line -> {
            assertThat(line.says()).isEqualTo("the node speaks again");
            assertThat(line.record().time()).isEqualTo(at(40));
        });
    }

    @Test
    void whatIsSaidToBeSilentTwiceIsOneFinding() {
        // When
        bench.silent(10).until(26).silent(27).until(60);
        // Then
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void lossesAndClocksAreWarningsWithAdviceOfTheirOwn() {
        // When
        bench.lost("conntrack", 10, 10.5, 3).ahead(20, 20.5).ahead(30, 30.5);
        // Then
        assertThat(bench.findings()).extracting(Finding::severity).containsExactly(Severity.WARNING, Severity.WARNING);
        assertThat(bench.findings().getFirst().advice()).startsWith("The agent takes a fresh dump by itself.");
        assertThat(bench.findings().getLast().advice()).startsWith("Mend the node's time synchronisation");
    }
}
