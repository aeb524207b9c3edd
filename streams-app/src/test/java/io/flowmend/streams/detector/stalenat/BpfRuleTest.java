/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The eBPF form: both sides of each deadline, and every look-alike of the field guide, section 5A.3. Times are seconds. */
class BpfRuleTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Calico OLD = new Calico(Optional.of("v3.29.7"), false, false);
    private static final Calico NEW = new Calico(Optional.of("v3.30.0"), true, false);

    private final BpfRule rule = new BpfRule(
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(25),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15));
    private final List<Finding> findings = new ArrayList<>();
    private BpfFlow flow = BpfFlow.EMPTY;
    private ServiceAddress address = new ServiceAddress("110.15.15.10", 162, ServiceAddress.UDP);
    private String client = "100.30.40.5:1030";
    private Optional<Double> readyAt = Optional.of(10.0);
    private Optional<BpfFrontend> frontend = Optional.of(new BpfFrontend(1, 0, record("flows", 10)));
    private Optional<String> exemption = Optional.empty();
    private boolean localOnly;
    private boolean known = true;
    private Calico calico = OLD;

    private static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e9));
    }

    private static RecordRef record(String topic, double at) {
        return new RecordRef(topic, 0, Math.round(at * 1000), topic + " @" + at, at(at));
    }

    private BpfScene scene(double now) {
        var services = readyAt.map(ready -> List.of(new AddressFact(
                        address,
                        "default",
                        "traps",
                        "svc-2",
                        exemption,
                        localOnly,
                        Set.of(),
                        Optional.of(at(ready)),
                        record("services", ready),
                        Optional.of(record("slices", ready)),
                        Optional.empty(),
                        List.of(),
                        record("slices", ready))))
                .orElse(List.of());
        var scene = new Scene(
                "c",
                "node-a",
                address,
                client,
                at(now),
                known,
                "",
                services,
                Optional.of(record("status", now)),
                NodeProxy.UNKNOWN);
        return new BpfScene(scene, frontend, calico);
    }

    private void sees(double now, double activeAgo) {
        sees(now, activeAgo, false, false, false);
    }

    private void sees(double now, double activeAgo, boolean gone, boolean translated, boolean local) {
        var seen = new BpfSighting(
                gone, client, translated, local, at(now - activeAgo), Optional.empty(), record("flows", now));
        take(rule.onSighting(flow, seen, scene(now)));
    }

    private void turn(double now) {
        take(rule.onTurn(flow, scene(now)));
    }

    private void take(BpfDecision decision) {
        flow = decision.next();
        decision.finding().ifPresent(findings::add);
    }

    /** The sender began before the service was there again, and sends. */
    private void broken() {
        sees(5, 0.1);
        sees(21, 0.1);
    }

    private FindingState last() {
        return findings.getLast().last().state();
    }

    @Test
    void anEntryThatIsUsedPastTheWaitIsReportedOnceWithItsEvidence() {
        broken();
        sees(25, 0.1);
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.causeClass()).isEqualTo("ebpf-entry-older-than-backend");
        assertThat(finding.brokenAt()).isEqualTo(at(10));
        assertThat(finding.remedy()).isEmpty();
        assertThat(finding.evidence())
                .extracting(Evidence::record)
                .extracting(RecordRef::topic)
                .containsExactly("flows", "flows", "flows", "services", "slices", "status");
    }

    @Test
    void below330ItIsTenSecondsAndTheSkew() {
        sees(5, 0);
        sees(20.099999, 0);
        assertThat(findings).isEmpty();
        sees(20.1, 0);
        assertThat(findings).hasSize(1);
    }

    @Test
    void from330OnTheScannerIsGivenTwoScans() {
        calico = NEW;
        sees(5, 0);
        sees(35.099999, 0);
        assertThat(findings).isEmpty();
        sees(35.1, 0);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().advice()).contains("should have healed it");
    }

    @Test
    void theRecreationIsNotRequired() {
        sees(11, 0);
        sees(21.05, 0);
        assertThat(findings).isEmpty();
        sees(21.1, 0);
        assertThat(findings.getFirst().causeClass()).isEqualTo("ebpf-entry-made-without-rule");
        assertThat(findings.getFirst().brokenAt()).isEqualTo(at(11));
    }

    @Test
    void theAdviceNamesTheCommandAndItsBlastRadius() {
        broken();
        assertThat(findings.getFirst().advice())
                .contains("calico-node -bpf conntrack remove udp 100.30.40.5 110.15.15.10")
                .contains("ignores ports")
                .contains("Never conntrack clean");
    }

    @Test
    void anIpv6EntryGetsNoCommand() {
        address = new ServiceAddress("2001:db8::10", 162, ServiceAddress.UDP);
        client = "[2001:db8::5]:1030";
        broken();
        assertThat(findings.getFirst().advice())
                .startsWith("There is no safe command")
                .doesNotContain("remove udp");
        findings.clear();
        flow = BpfFlow.EMPTY;
        calico = new Calico(Optional.of("v9.0.0"), false, true);
        broken();
        assertThat(findings.getFirst().advice()).contains("conntrack remove udp 2001:db8::5 2001:db8:0:0:0:0:0:10");
    }

    @Test
    void notItWithoutAReadyBackend() {
        readyAt = Optional.empty();
        broken();
        assertThat(findings).isEmpty();
    }

    @Test
    void notItIfTheNatMapHasNoBackendOrWasNotSeen() {
        frontend = Optional.of(new BpfFrontend(0, 0, record("flows", 10)));
        broken();
        frontend = Optional.empty();
        sees(22, 0);
        assertThat(findings).isEmpty();
    }

    @Test
    void notItIfAProcessOfTheNodeListens() {
        sees(5, 0.1, false, false, true);
        sees(21, 0.1, false, false, true);
        assertThat(findings).isEmpty();
    }

    @Test
    void notItForMulticastAndBroadcast() {
        for (var ip : List.of("239.255.255.250", "224.0.0.251", "255.255.255.255", "ff02::fb")) {
            address = new ServiceAddress(ip, 1900, ServiceAddress.UDP);
            flow = BpfFlow.EMPTY;
            broken();
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void notItWithATrafficPolicyLocalAndNoLocalBackend() {
        localOnly = true;
        broken();
        assertThat(findings).isEmpty();
    }

    @Test
    void notItIfNoProxyTranslatesTheService() {
        exemption = Optional.of("ipMode Proxy");
        broken();
        assertThat(findings).isEmpty();
    }

    @Test
    void notItForTcp() {
        address = new ServiceAddress("110.15.15.10", 162, ServiceAddress.TCP);
        broken();
        assertThat(findings).isEmpty();
    }

    @Test
    void notItIfTheSenderStopped() {
        sees(5, 0);
        sees(21, 12);
        sees(60, 51);
        turn(9 + 75);
        assertThat(findings).isEmpty();
        assertThat(flow.isEmpty()).isTrue();
    }

    @Test
    void notItIfTheSameClientHasANatEntry() {
        sees(5, 0);
        sees(12, 0, false, true, false);
        sees(21, 0);
        assertThat(findings).isEmpty();
    }

    @Test
    void notItOverAnUnknownTime() {
        known = false;
        broken();
        assertThat(findings).isEmpty();
    }

    @Test
    void notItFromWhatWasSeenBeforeAGap() {
        readyAt = Optional.empty();
        broken();
        readyAt = Optional.of(10.0);
        take(rule.onNodeKnownAgain(flow, scene(22)));
        turn(23);
        assertThat(findings).isEmpty();
        sees(24, 0.1);
        assertThat(findings).hasSize(0);
        sees(34.2, 0);
        assertThat(findings).hasSize(1);
    }

    @Test
    void aNatEntryInItsPlaceMeansHealed() {
        broken();
        sees(26, 0, true, false, false);
        assertThat(last()).isEqualTo(FindingState.EXPIRED);
        findings.clear();
        flow = BpfFlow.EMPTY;
        broken();
        sees(26, 0, false, true, false);
        assertThat(last()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void anOpenFindingIsWithdrawnWhenTheBackendGoes() {
        broken();
        readyAt = Optional.empty();
        turn(22);
        assertThat(last()).isEqualTo(FindingState.WITHDRAWN);
    }

    @Test
    void anOpenFindingExpiresWithTheEntry() {
        broken();
        turn(20.9 + 74.999);
        assertThat(findings).hasSize(1);
        turn(20.9 + 75);
        assertThat(last()).isEqualTo(FindingState.EXPIRED);
        assertThat(flow.isEmpty()).isTrue();
    }
}
