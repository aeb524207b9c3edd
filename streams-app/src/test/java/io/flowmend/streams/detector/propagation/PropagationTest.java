/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import static io.flowmend.streams.detector.propagation.PropagationBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.propagation.SliceChange.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PropagationTest {

    private static final String[] ALL = {"a", "b", "c"};

    private final PropagationBench bench = new PropagationBench(2).watched(ALL);

    private void pass(double until) {
        bench.known(until, ALL);
    }

    @Test
    void aDeletionIsMeasuredAsAnyChange() {
        // Given
        bench.change(10, 11, Kind.DELETED);
        bench.ack(11, "a", 11).ack(12, "b", 11).ack(14, "c", 11);
        pass(26.9);
        assertThat(bench.propagations()).isEmpty();
        // When
        pass(27);
        // Then
        assertThat(bench.propagations()).singleElement().satisfies(said -> {
            assertThat(said.change().kind()).isEqualTo(Kind.DELETED);
            assertThat(said.decidedAt()).isEqualTo(at(14));
            assertThat(said.watched()).isEqualTo(3);
            assertThat(said.programmed()).isEqualTo(3);
            assertThat(said.timeTo(50).orElseThrow()).isBetween(2_000_000L, 2_016_000L);
            assertThat(said.timeTo(100)).isEqualTo(OptionalLong.of(4_000_000));
            assertThat(said.last().getFirst()).isEqualTo(new Straggler("c", OptionalLong.of(4_000_000), ""));
        });
    }

    @Test
    void oneAcknowledgementPassesSeveralChanges() {
        // When
        bench.change(10, 11, Kind.ADDED).change(11, 12, Kind.DELETED);
        for (var node : ALL) {
            bench.ack(12, node, 15);
        }
        pass(26);
        // Then
        assertThat(bench.propagations())
                .extracting(said -> said.timeTo(100).orElseThrow())
                .containsExactly(2_000_000L, 1_000_000L);
    }

    @Test
    void aNodeThatIsFasterThanTheWatchTookNoTime() {
        // When: its word is applied before the change comes, and after
        bench.ack(9.9, "a", 11);
        pass(9.92);
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(9.95, "b", 11).ack(10.5, "c", 11);
        pass(24);
        // Then
        assertThat(bench.propagations()).singleElement().satisfies(said -> {
            assertThat(said.programmed()).isEqualTo(3);
            assertThat(said.timeTo(50)).isEqualTo(OptionalLong.of(0));
        });
    }

    @Test
    void anExceptionIsNotProgrammedUntilItIsNoneAnyMore() {
        // Given
        bench.change(10, 11, Kind.CHANGED).change(10.5, 12, Kind.CHANGED);
        bench.ack(11, "a", 12, Map.of(11L, "no such port")).ack(11, "b", 12).ack(11, "c", 12);
        pass(25);
        assertThat(bench.propagations())
                .extracting(said -> said.change().revision())
                .containsExactly(12L);
        // When
        bench.ack(26, "a", 12);
        pass(40);
        // Then
        assertThat(bench.propagations().getLast().timeTo(100)).isEqualTo(OptionalLong.of(16_000_000));
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void whatIsGivenUpNamesWhoLacksItAndWhy() {
        // Given
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "a", 12, Map.of(11L, "no such port")).ack(11, "b", 12).ack(11, "c", 12);
        // When
        pass(322.9);
        assertThat(bench.propagations()).isEmpty();
        pass(323);
        // Then
        assertThat(bench.propagations()).singleElement().satisfies(said -> {
            assertThat(said.missing()).isEqualTo(1);
            assertThat(said.timeTo(100)).isEmpty();
            assertThat(said.last().getFirst()).isEqualTo(new Straggler("a", OptionalLong.empty(), "no such port"));
        });
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void anAcknowledgementAfterTheEndIsTooLate() {
        // When: the node's lane is ahead of the horizon by then
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(11, "c", 11);
        bench.ack(310.1, "a", 11);
        pass(311);
        pass(323);
        // Then
        assertThat(bench.propagations().getFirst().missing()).isEqualTo(1);
    }

    @Test
    void aNodeWithoutAcknowledgementsIsNotWatched() {
        // When
        bench.known(4, "a", "b", "c", "silent-proxy");
        bench.change(10, 11, Kind.CHANGED);
        for (var node : ALL) {
            bench.ack(11, node, 11);
        }
        bench.known(60, "a", "b", "c", "silent-proxy");
        // Then
        assertThat(bench.propagations()).singleElement().satisfies(said -> {
            assertThat(said.watched()).isEqualTo(3);
            assertThat(said.unwatched()).isEqualTo(1);
        });
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void whoBecomesUnknownOnTheWayIsCountedAsSuch() {
        // When
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "a", 11).ack(11, "b", 11);
        bench.gap(9, 12, "c").nodes(12, List.of("a", "b")).api(12);
        pass(60);
        // Then
        assertThat(bench.propagations()).singleElement().satisfies(said -> {
            assertThat(said.unknown()).isEqualTo(1);
            assertThat(said.timeTo(100)).isEmpty();
        });
        assertThat(bench.findings()).isEmpty();
    }

    private void stallOfA() {
        bench.change(10, 11, Kind.CHANGED);
        bench.ack(11, "b", 11).ack(12, "c", 11);
    }

    @Test
    void aProxyThatStandsStillIsFoundOnceTheTimeIsOver() {
        // Given
        stallOfA();
        pass(52.9);
        assertThat(bench.findings()).isEmpty();
        // When
        pass(53);
        // Then
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("stalled-proxy");
            assertThat(finding.subject().node()).isEqualTo("a");
            assertThat(finding.brokenAt()).isEqualTo(at(10));
            assertThat(finding.detectedAt()).isEqualTo(at(40));
            assertThat(finding.summary()).contains("kube-proxy v1.36.3", "last sync", "revision 10");
            assertThat(finding.last().reason()).isEqualTo("2 of 2 other nodes had programmed it within 30 s");
            assertThat(finding.evidence()).hasSize(3);
        });
    }

    @Test
    void anAcknowledgementAtTheLastInstantIsInTime() {
        // When
        stallOfA();
        bench.ack(40, "a", 11);
        pass(60);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aStalledProxyIsOneFindingForAllChangesAndHealsWhenItHasCaughtUp() {
        // Given
        stallOfA();
        bench.change(20, 12, Kind.DELETED);
        bench.ack(21, "b", 12).ack(21, "c", 12);
        pass(100);
        assertThat(bench.findings()).hasSize(1);
        bench.ack(101, "a", 11);
        pass(120);
        assertThat(bench.findings()).hasSize(1);
        // When
        bench.ack(121, "a", 12);
        pass(140);
        // Then
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(bench.findings().getLast().last().at()).isEqualTo(at(121));
    }

    @Test
    void whatWasGivenUpMeanwhileMustBeProgrammedToo() {
        // Given: both changes are given up
        stallOfA();
        bench.change(20, 12, Kind.CHANGED);
        bench.ack(21, "b", 12).ack(21, "c", 12);
        pass(400);
        bench.ack(401, "a", 11);
        pass(420);
        assertThat(bench.findings()).hasSize(1);
        // When
        bench.ack(421, "a", 12);
        pass(440);
        // Then
        assertThat(bench.findings()).hasSize(2);
    }

    @Test
    void aSilentNodeIsNotAccused() {
        // When
        stallOfA();
        bench.nodes(30, List.of("b", "c")).silent(3, 30, "a").api(30);
        bench.nodes(100, List.of("b", "c")).silent(3, 100, "a").api(100);
        // Then
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aStalledNodeThatFallsSilentExpires() {
        // Given
        stallOfA();
        pass(60);
        assertThat(bench.findings()).hasSize(1);
        // When
        for (var second = 70; second <= 380; second += 10) {
            bench.nodes(second, List.of("b", "c")).silent(60, second, "a").api(second);
        }
        // Then
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.findings().getLast().last().state()).isEqualTo(FindingState.EXPIRED);
        assertThat(bench.findings().getLast().last().at()).isEqualTo(at(360));
    }

    @Test
    void ifMostAreLateItIsNotOneNode() {
        // Given
        bench.change(10, 11, Kind.CHANGED);
        pass(60);
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("api-or-source");
            assertThat(finding.blast().nodes()).isEqualTo(3);
        });
        // When: most catch up, one does not
        bench.ack(61, "b", 11).ack(62, "c", 11);
        pass(80);
        // Then
        assertThat(bench.findings())
                .extracting(Finding::causeClass)
                .containsExactly("api-or-source", "api-or-source", "stalled-proxy");
        assertThat(bench.findings().get(1).last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(bench.findings().get(2).subject().node()).isEqualTo("a");
    }

    @Test
    void aRestartChangesNothing() {
        // When
        stallOfA();
        bench.restart();
        pass(30);
        bench.restart();
        pass(60);
        bench.restart();
        bench.ack(61, "a", 11);
        pass(80);
        // Then
        assertThat(bench.findings()).hasSize(2);
        assertThat(bench.propagations()).hasSize(1);
    }
}
