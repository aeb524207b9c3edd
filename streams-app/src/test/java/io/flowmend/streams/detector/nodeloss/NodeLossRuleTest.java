/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import static io.flowmend.streams.detector.nodeloss.NodeLossBench.A;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.B;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.CLIENT;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.at;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.ReadyBackend;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is reported, and both sides of each window. Times are seconds; node a dies at 100. */
class NodeLossRuleTest {

    private final NodeLossBench bench = new NodeLossBench();

    @Test
    void aConnectionOfTheLostNodeThatAnotherResetsIsReportedWithItsEvidence() {
        assertThat(bench.reset(110, bench.onA())).isTrue();
        bench.due(170);
        assertThat(bench.findings).hasSize(1);
        var finding = bench.findings.getFirst();
        assertThat(finding.causeClass()).isEqualTo("ipvs-no-state");
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.brokenAt()).isEqualTo(at(100));
        assertThat(finding.subject().node()).isEqualTo("b");
        assertThat(finding.remedy()).isEmpty();
        assertThat(finding.evidence())
                .extracting(Evidence::record)
                .extracting(RecordRef::topic)
                .containsExactly("nodes", "status", "services", "slices", "flows", "flows", "status");
        assertThat(finding.advice())
                .contains("sysctl -w net.ipv4.vs.sloppy_tcp=1")
                .contains("flag-1,flag-2");
    }

    @Test
    void kubeRouterFrom260OnGetsAReportAndNoCommand() {
        bench.kubeRouter = Optional.of("v2.6.0");
        bench.reset(110, bench.onA());
        bench.due(170);
        assertThat(bench.findings.getFirst().advice()).contains("Do not set").doesNotContain("sysctl -w");
    }

    @Test
    void anUnknownKubeRouterGetsNoCommandEither() {
        bench.kubeRouter = Optional.empty();
        bench.reset(110, bench.onA());
        bench.due(170);
        assertThat(bench.findings.getFirst().advice()).contains("does not tell").doesNotContain("sysctl -w");
    }

    @Test
    void threeClientsWithinAMinuteMakeItCertain() {
        for (var i = 0; i < 6; i++) {
            var client = "10.1.0." + (10 + i) + ":5000";
            bench.reset(110 + i, client, B, Rows.EMPTY.with(A, bench.row(client, 95)));
        }
        bench.due(170);
        assertThat(bench.findings).hasSize(1);
        assertThat(bench.findings.getFirst().confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(bench.findings.getFirst().blast().flows()).isEqualTo(6);
        assertThat(bench.findings.getFirst().evidence()).hasSize(4 + 3 * 4);
    }

    @Test
    void connectionsOfOneClientAddressCountOnce() {
        for (var port = 5000; port < 5003; port++) {
            var client = "10.1.0.2:" + port;
            bench.reset(110, client, B, Rows.EMPTY.with(A, bench.row(client, 95)));
        }
        bench.due(170);
        assertThat(bench.findings.getFirst().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void laterClientsBelongToTheSameFindingUntilTheWindowIsOver() {
        bench.reset(110, bench.onA());
        bench.due(170);
        bench.reset(200, "10.1.0.9:5000", B, Rows.EMPTY.with(A, bench.row("10.1.0.9:5000", 95)));
        bench.due(260);
        bench.due(369.999);
        assertThat(bench.findings)
                .extracting(Finding::id)
                .hasSize(2)
                .containsOnly(bench.findings.getFirst().id());
        assertThat(bench.findings.getLast().blast().flows()).isEqualTo(2);
        bench.due(370);
        assertThat(bench.findings.getLast().last().state()).isEqualTo(FindingState.EXPIRED);
        assertThat(bench.findings.getLast().last().at()).isEqualTo(at(370));
        assertThat(bench.batch).isEmpty();
    }

    @Test
    void theWindowBeginsAtTheLossLessTheSkew() {
        bench.reset(99.899999, bench.onA());
        bench.due(170);
        assertThat(bench.findings).isEmpty();
        bench.reset(99.9, bench.onA());
        bench.due(170);
        assertThat(bench.findings).hasSize(1);
    }

    @Test
    void theWindowEndsAfterHoldTimeAndRto() {
        bench.reset(310.000001, bench.onA());
        bench.due(371);
        assertThat(bench.findings).isEmpty();
        bench.reset(310, bench.onA());
        bench.due(370);
        assertThat(bench.findings).hasSize(2);
        assertThat(bench.findings.getLast().last().state()).isEqualTo(FindingState.EXPIRED);
    }

    @Test
    void silenceAloneMustLastForTheGrace() {
        bench.word = Optional.empty();
        bench.silent = Optional.of(at(110.2));
        bench.reset(110.15, bench.onA());
        bench.due(170.099);
        assertThat(bench.findings).isEmpty();
        bench.batch = Optional.empty();
        bench.reset(110.15, bench.onA());
        bench.due(170.15);
        assertThat(bench.findings).hasSize(1);
        assertThat(bench.findings.getFirst().summary())
                .contains("is silent since")
                .doesNotContain("not ready");
    }

    @Test
    void notReadyAloneIsALoss() {
        bench.silent = Optional.empty();
        bench.reset(150, bench.onA());
        bench.due(210);
        assertThat(bench.findings.getFirst().summary())
                .contains("is not ready since")
                .doesNotContain("silent");
    }

    @Test
    void aNodeThatIsNotReadyForLongAndDiesNowIsLostNow() {
        bench.word = Optional.of(new NodeWord(false, at(-5000), record("nodes", 1)));
        bench.reset(110, bench.onA());
        bench.due(170);
        assertThat(bench.findings).hasSize(1);
        assertThat(bench.findings.getFirst().brokenAt()).isEqualTo(at(100));
    }

    @Test
    void theNetfilterFormNeedsTheOnlyBackend() {
        bench.direct = Optional.empty();
        bench.exemption = Optional.empty();
        var entry = new Heard.Connection(
                CLIENT, Form.NETFILTER, "10.244.3.5", true, true, false, at(1000), record("flows", 95));
        assertThat(bench.reset(110, Rows.EMPTY.with(A, entry))).isFalse();
        bench.backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("p")));
        assertThat(bench.reset(110, Rows.EMPTY.with(A, entry))).isTrue();
        bench.due(170);
        assertThat(bench.findings.getFirst().causeClass()).isEqualTo("netfilter-no-state");
        assertThat(bench.findings.getFirst().advice()).contains("nf_conntrack_tcp_loose=1");
    }
}
