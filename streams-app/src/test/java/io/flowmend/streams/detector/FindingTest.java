/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import static org.assertj.core.api.Assertions.assertThat;

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
    void theShapeOfAKeyTellsWhatItIsAbout() {
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
