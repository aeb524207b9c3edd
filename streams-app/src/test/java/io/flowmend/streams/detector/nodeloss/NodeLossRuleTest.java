/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ReadyBackend;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Both sides of each window, and every look-alike of the field guide, section 5B.3. Times are seconds; node a dies at 100. */
class NodeLossRuleTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String A = "c/a";
    private static final String B = "c/b";
    private static final String CLIENT = "10.1.0.2:5000";

    private final NodeLossConfig config = new NodeLossConfig(
            Duration.ofMillis(100),
            Duration.ofSeconds(90),
            Duration.ofMinutes(2),
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            3,
            Duration.ofMinutes(1),
            4);
    private final NodeLossRule rule = new NodeLossRule(config);
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Batch> batch = Optional.empty();
    private ServiceAddress address = new ServiceAddress("203.0.113.7", 443, ServiceAddress.TCP);
    private Optional<DirectReturn> direct = Optional.of(new DirectReturn("tunnel", "mh", "flag-1,flag-2", false));
    private Optional<String> exemption = Optional.of("kube-router DSR rewrites nothing");
    private boolean localOnly;
    private List<ReadyBackend> backends =
            List.of(new ReadyBackend("10.244.3.5", Optional.of("p")), new ReadyBackend("10.244.3.6", Optional.of("q")));
    private Optional<NodeWord> word = Optional.of(new NodeWord(false, at(145), record("nodes", 145)));
    private Optional<Instant> silent = Optional.of(at(100));
    private boolean knownB = true;
    private double lostKnownFrom;
    private Optional<String> kubeRouter = Optional.of("v2.5.0");

    private static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e9));
    }

    private static double seconds(Instant time) {
        return Duration.between(T0, time).toMillis() / 1000.0;
    }

    private static RecordRef record(String topic, double at) {
        return new RecordRef(topic, 0, Math.round(at * 1000), topic + " @" + at, at(at));
    }

    private Heard.Connection row(String client, double at) {
        return row(client, at, true, false, 890);
    }

    private static Heard.Connection row(String client, double at, boolean established, boolean gone, int expires) {
        return new Heard.Connection(
                client, Form.IPVS, "10.244.3.5", established, true, gone, at(at + expires), record("flows", at));
    }

    private AddressFact service() {
        return new AddressFact(
                address,
                "default",
                "web",
                "svc-1",
                exemption,
                localOnly,
                Set.of("a", "b"),
                Optional.of(at(0)),
                record("services", 0),
                Optional.of(record("slices", 0)),
                direct,
                backends,
                record("slices", 0));
    }

    private boolean reset(double at, Rows rows) {
        return reset(at, CLIENT, B, rows);
    }

    private boolean reset(double at, String client, String node, Rows rows) {
        var reset = new Heard.Reset(client, record("flows", at));
        var suspect = rule.onReset(node, reset, rows, List.of(service()));
        suspect.ifPresent(found ->
                batch = Optional.of(batch.orElseGet(() -> Batch.of(found.row().form(), found.service(), kubeRouter))
                        .plus(new Broken(
                                client,
                                found.row().record(),
                                found.row().until(),
                                reset.record(),
                                Optional.of(record("status", at))))));
        return suspect.isPresent();
    }

    private void due(double now) {
        batch.ifPresent(open -> {
            var scene = new Scene(
                    "c",
                    "a",
                    "b",
                    address,
                    at(now),
                    word,
                    silent,
                    Optional.of(record("status", 100)),
                    (from, to) -> knownB,
                    (from, to) -> lostKnownFrom <= seconds(from));
            var decision = rule.onDue(open, scene);
            batch = decision.next();
            findings.addAll(decision.findings());
        });
    }

    private Rows onA() {
        return Rows.EMPTY.with(A, row(CLIENT, 95));
    }

    @Test
    void aConnectionOfTheLostNodeThatAnotherResetsIsReportedWithItsEvidence() {
        assertThat(reset(110, onA())).isTrue();
        due(170);
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
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
        kubeRouter = Optional.of("v2.6.0");
        reset(110, onA());
        due(170);
        assertThat(findings.getFirst().advice()).contains("Do not set").doesNotContain("sysctl -w");
    }

    @Test
    void anUnknownKubeRouterGetsNoCommandEither() {
        kubeRouter = Optional.empty();
        reset(110, onA());
        due(170);
        assertThat(findings.getFirst().advice()).contains("does not tell").doesNotContain("sysctl -w");
    }

    @Test
    void threeClientsWithinAMinuteMakeItCertain() {
        for (var i = 0; i < 6; i++) {
            var client = "10.1.0." + (10 + i) + ":5000";
            reset(110 + i, client, B, Rows.EMPTY.with(A, row(client, 95)));
        }
        due(170);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(findings.getFirst().blast().flows()).isEqualTo(6);
        assertThat(findings.getFirst().evidence()).hasSize(4 + 3 * 4);
    }

    @Test
    void connectionsOfOneClientAddressCountOnce() {
        for (var port = 5000; port < 5003; port++) {
            var client = "10.1.0.2:" + port;
            reset(110, client, B, Rows.EMPTY.with(A, row(client, 95)));
        }
        due(170);
        assertThat(findings.getFirst().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void laterClientsBelongToTheSameFindingUntilTheWindowIsOver() {
        reset(110, onA());
        due(170);
        reset(200, "10.1.0.9:5000", B, Rows.EMPTY.with(A, row("10.1.0.9:5000", 95)));
        due(260);
        due(369.999);
        assertThat(findings)
                .extracting(Finding::id)
                .hasSize(2)
                .containsOnly(findings.getFirst().id());
        assertThat(findings.getLast().blast().flows()).isEqualTo(2);
        due(370);
        assertThat(findings.getLast().last().state()).isEqualTo(FindingState.EXPIRED);
        assertThat(findings.getLast().last().at()).isEqualTo(at(370));
        assertThat(batch).isEmpty();
    }

    @Test
    void theWindowBeginsAtTheLossLessTheSkew() {
        reset(99.899999, onA());
        due(170);
        assertThat(findings).isEmpty();
        reset(99.9, onA());
        due(170);
        assertThat(findings).hasSize(1);
    }

    @Test
    void theWindowEndsAfterHoldTimeAndRto() {
        reset(310.000001, onA());
        due(371);
        assertThat(findings).isEmpty();
        reset(310, onA());
        due(370);
        assertThat(findings).hasSize(2);
        assertThat(findings.getLast().last().state()).isEqualTo(FindingState.EXPIRED);
    }

    @Test
    void silenceAloneMustLastForTheGrace() {
        word = Optional.empty();
        silent = Optional.of(at(110.2));
        reset(110.15, onA());
        due(170.099);
        assertThat(findings).isEmpty();
        batch = Optional.empty();
        reset(110.15, onA());
        due(170.15);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().summary()).contains("is silent since").doesNotContain("not ready");
    }

    @Test
    void notReadyAloneIsALoss() {
        silent = Optional.empty();
        reset(150, onA());
        due(210);
        assertThat(findings.getFirst().summary()).contains("is not ready since").doesNotContain("silent");
    }

    @Test
    void aNodeThatIsNotReadyForLongAndDiesNowIsLostNow() {
        word = Optional.of(new NodeWord(false, at(-5000), record("nodes", 1)));
        reset(110, onA());
        due(170);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().brokenAt()).isEqualTo(at(100));
    }

    @Test
    void notItWithoutTheLossOfANode() {
        word = Optional.of(new NodeWord(true, at(0), record("nodes", 0)));
        silent = Optional.empty();
        reset(110, onA());
        due(170);
        assertThat(findings).isEmpty();
        assertThat(batch).isEmpty();
    }

    @Test
    void notItIfTheConnectionWasIdleForLongerThanItsTimeout() {
        assertThat(reset(110 + 15 * 60, onA())).isFalse();
        assertThat(reset(95 + 15 * 60, onA())).isFalse();
        assertThat(reset(94.999 + 15 * 60, onA())).isTrue();
    }

    @Test
    void notItIfItsLifeHadEndedBeforeTheLoss() {
        reset(110, Rows.EMPTY.with(A, row(CLIENT, 95, true, false, 4)));
        due(170);
        assertThat(findings).isEmpty();
    }

    @Test
    void notItIfItsLifeMayHaveEndedBeforeTheLoss() {
        word = Optional.empty();
        reset(110, Rows.EMPTY.with(A, row(CLIENT, 95, true, false, 14)));
        due(170);
        assertThat(findings).isEmpty();
        // When: it lived up to the reset
        reset(110, Rows.EMPTY.with(A, row(CLIENT, 95, true, false, 15)));
        due(170);
        // Then
        assertThat(findings).hasSize(1);
    }

    @Test
    void notItOnTheSameNode() {
        assertThat(reset(110, CLIENT, A, onA())).isFalse();
    }

    @Test
    void notItForAStrayAckOrAScan() {
        assertThat(reset(110, Rows.EMPTY)).isFalse();
    }

    @Test
    void notItIfTheResettingNodeSawTheConnection() {
        assertThat(reset(110, onA().with(B, row(CLIENT, 105)))).isFalse();
        assertThat(reset(110, onA().with(B, row(CLIENT, 105, true, true, 0)))).isFalse();
    }

    @Test
    void notItIfTheConnectionWasClosingOrGone() {
        assertThat(reset(110, Rows.EMPTY.with(A, row(CLIENT, 95, false, false, 120))))
                .isFalse();
        assertThat(reset(110, Rows.EMPTY.with(A, row(CLIENT, 95, true, true, 0))))
                .isFalse();
    }

    @Test
    void notItIfThePodItselfMayHaveReset() {
        backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("b")));
        assertThat(reset(110, onA())).isFalse();
    }

    @Test
    void notItIfThePodWasOnTheLostNode() {
        backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("a")));
        assertThat(reset(110, onA())).isFalse();
    }

    @Test
    void notItIfTheBackendIsNotReadyAnyMore() {
        backends = List.of(new ReadyBackend("10.244.3.6", Optional.of("q")));
        assertThat(reset(110, onA())).isFalse();
    }

    @Test
    void notItWithoutMaglevOrWithoutATunnel() {
        direct = Optional.of(new DirectReturn("tunnel", "rr", "", false));
        assertThat(reset(110, onA())).isFalse();
        direct = Optional.of(new DirectReturn("", "mh", "", false));
        assertThat(reset(110, onA())).isFalse();
        direct = Optional.empty();
        assertThat(reset(110, onA())).isFalse();
    }

    @Test
    void notItForLocalTraffic() {
        direct = Optional.of(new DirectReturn("tunnel", "mh", "", true));
        assertThat(reset(110, onA())).isFalse();
        direct = Optional.of(new DirectReturn("tunnel", "mh", "", false));
        localOnly = true;
        assertThat(reset(110, onA())).isFalse();
    }

    @Test
    void notItForUdp() {
        address = new ServiceAddress("203.0.113.7", 443, ServiceAddress.UDP);
        assertThat(reset(110, onA())).isFalse();
    }

    @Test
    void notItIfTheResettingNodeWasNotKnown() {
        knownB = false;
        reset(110, onA());
        due(170);
        assertThat(findings).isEmpty();
    }

    @Test
    void notItIfTheLostNodeMayHaveMissedTheEndOfTheConnection() {
        lostKnownFrom = 96;
        reset(110, onA());
        due(170);
        assertThat(findings).isEmpty();
        // When: told again after what was missed
        reset(110, Rows.EMPTY.with(A, row(CLIENT, 97)));
        due(170);
        // Then
        assertThat(findings).hasSize(1);
    }

    @Test
    void theNetfilterFormNeedsTheOnlyBackend() {
        direct = Optional.empty();
        exemption = Optional.empty();
        var entry = new Heard.Connection(
                CLIENT, Form.NETFILTER, "10.244.3.5", true, true, false, at(1000), record("flows", 95));
        assertThat(reset(110, Rows.EMPTY.with(A, entry))).isFalse();
        backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("p")));
        assertThat(reset(110, Rows.EMPTY.with(A, entry))).isTrue();
        due(170);
        assertThat(findings.getFirst().causeClass()).isEqualTo("netfilter-no-state");
        assertThat(findings.getFirst().advice()).contains("nf_conntrack_tcp_loose=1");
    }
}
