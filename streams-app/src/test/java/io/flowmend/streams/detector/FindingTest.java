/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What tells findings apart, and whom they are kept by. */
class FindingTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static Finding finding(String rule, String service, String epoch) {
        return new Finding(
                rule,
                1,
                new Subject(
                        "test",
                        "node-a",
                        Optional.of(new Subject.Service("default", service, Optional.empty())),
                        Optional.empty(),
                        "203.0.113.7:162/udp",
                        Optional.empty(),
                        OptionalInt.empty()),
                epoch,
                "cause",
                "summary",
                "advice",
                Confidence.LIKELY,
                Severity.WARNING,
                false,
                BlastRadius.ONE_FLOW,
                Optional.empty(),
                false,
                T0,
                T0,
                List.of(new Transition(FindingState.OPEN, T0, "broken")),
                List.of());
    }

    @Test
    void oneRuleAndSubjectAreOneFaultAndEachEpochOfItAFinding() {
        var finding = finding("stalenat", "traps", "1");
        assertThat(finding("stalenat", "traps", "2").fault()).isEqualTo(finding.fault());
        assertThat(finding("stalenat", "traps", "2").id()).isNotEqualTo(finding.id());
        assertThat(finding("stalenat", "logs", "1").fault()).isNotEqualTo(finding.fault());
        assertThat(finding("ghostflow", "traps", "1").fault()).isNotEqualTo(finding.fault());
        assertThat(finding("stalenat", "traps", "1").id())
                .isEqualTo(finding.id())
                .startsWith("stalenat-");
    }

    @Test
    void aFindingHasEndedWhenItsLastStepIsAnEnd() {
        var finding = finding("stalenat", "traps", "1");
        assertThat(finding.endedAt()).isEmpty();
        var end = new Transition(FindingState.EXPIRED, T0.plusSeconds(5), "over");
        assertThat(finding.then(end, List.of()).endedAt()).contains(T0.plusSeconds(5));
    }

    @Test
    void aStepAddsToALifeAndToItsProof() {
        // Given
        var finding = finding("stalenat", "traps", "1");
        var end = new Transition(FindingState.HEALED_BY_OTHERS, T0.plusSeconds(5), "mended");
        var proof = new Evidence("mended", new RecordRef("topic", 0, 1, "origin", T0));
        // When
        var ended = finding.then(end, List.of(proof));
        // Then
        assertThat(ended.transitions()).containsExactly(finding.last(), end);
        assertThat(ended.evidence()).containsExactly(proof);
        assertThat(ended.id()).isEqualTo(finding.id());
    }

    @Test
    void aFindingBeginsWithOpen() {
        var finding = finding("stalenat", "traps", "1");
        assertThatThrownBy(() -> finding.lived("1", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("transitions is empty");
    }

    @Test
    void theLifeThatThePlannerGivesItKeepsTheIdUnderWhichItWasPublished() {
        var first = finding("stalenat", "traps", "1");
        var mending = new Transition(FindingState.MENDING, T0.plusSeconds(1), "ordered");
        var lived = finding("stalenat", "traps", "2").lived("1", List.of(first.last(), mending), first.evidence());
        assertThat(lived).isEqualTo(first.then(mending, List.of()));
    }

    @Test
    void whatMendsItCanChangeAndBeNoMore() {
        // Given
        var finding = finding("stalenat", "traps", "1");
        var socket =
                new Remedy.SocketTarget(1, 2, new Tuple("10.0.0.1", "203.0.113.7", 4000, 162), T0, Optional.empty());
        var remedy = new Remedy(17, Optional.empty(), new Remedy.Because.Unnated(), List.of(), List.of(socket));
        // When
        var mendable = finding.mendedBy(Optional.of(remedy));
        // Then
        assertThat(mendable.remedy()).contains(remedy);
        assertThat(mendable.mendedBy(Optional.empty())).isEqualTo(finding);
    }

    @Test
    void aRemedyMendsSomething() {
        assertThatThrownBy(() -> new Remedy(17, Optional.empty(), new Remedy.Because.Unnated(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not neither");
    }

    @Test
    void aFindingOnArrivalIsTheSameOneEarlier() {
        var finding = finding("stalenat", "traps", "1");
        assertThat(finding.eager()).isFalse();
        assertThat(finding.onArrival().eager()).isTrue();
        assertThat(finding.onArrival().id()).isEqualTo(finding.id());
    }

    @Test
    void theShapeOfAKeyTellsWhatItIsAbout() {
        assertThat(Subjects.address("test", "10.0.0.7")).isEqualTo("test/10.0.0.7");
        assertThat(Subjects.of(Subjects.address("test", "10.0.0.7"))).isEqualTo(Subjects.ADDRESSES);
        assertThat(Subjects.of(Subjects.address("test", "fd00::7"))).isEqualTo(Subjects.ADDRESSES);
        assertThat(Subjects.of(new ServiceAddress("fd00::7", 162, ServiceAddress.UDP).key("test")))
                .isEqualTo(Subjects.SERVICE_ADDRESSES);
    }

    @Test
    void whoAsksIsToldEachJudgement() {
        var heard = new ArrayList<Harmless>();
        var harmless =
                new Harmless("stalenat", finding("stalenat", "traps", "1").subject(), T0, "because");
        Facts.to(heard::add).judged(() -> List.of(harmless, harmless));
        assertThat(heard).containsExactly(harmless, harmless);
    }
}
