/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import static io.flowmend.streams.detector.stalenat.RuleBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why an entry of Calico's eBPF conntrack is not reported. The service is ready at 10 s. */
class BpfAcquittalTest {

    private static final String CLIENT = "100.30.40.5:1030";

    private final BpfRule rule = new BpfRule(
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(25),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15));
    private ServiceAddress address = new ServiceAddress("110.15.15.10", 162, ServiceAddress.UDP);
    private Optional<BpfFrontend> frontend = Optional.of(new BpfFrontend(1, 0, record("flows", 10)));
    private boolean ready = true;
    private boolean known = true;
    private BpfFlow flow = BpfFlow.EMPTY;

    private static RecordRef record(String topic, double at) {
        return new RecordRef(topic, 0, Math.round(at * 1000), topic + " @" + at, at(at));
    }

    private BpfScene scene(double now) {
        var service = new AddressFact(
                address,
                "default",
                "traps",
                "svc-2",
                Optional.empty(),
                false,
                Set.of(),
                ready ? Optional.of(at(10)) : Optional.empty(),
                record("services", 10),
                Optional.of(record("slices", 10)),
                Optional.empty(),
                List.of(),
                record("slices", 10));
        var scene = new Scene(
                "c",
                "node-a",
                address,
                CLIENT,
                at(now),
                known,
                "",
                List.of(service),
                Optional.of(record("status", now)),
                NodeProxy.UNKNOWN);
        return new BpfScene(scene, frontend, Calico.UNKNOWN);
    }

    private void sees(double now, double lastPacket, boolean translated, boolean local, Optional<Double> made) {
        var seen = new BpfSighting(
                false, CLIENT, translated, local, at(lastPacket), made.map(RuleBench::at), record("flows", now));
        flow = rule.onSighting(flow, seen, scene(now)).next();
    }

    private void sees(double now) {
        sees(now, now, false, false, Optional.empty());
    }

    private Optional<String> whyNot(double now) {
        return rule.whyNot(flow, scene(now));
    }

    @Test
    void ofNoEntryThereIsNothingToSay() {
        assertThat(flow.isEmpty()).isTrue();
        assertThat(whyNot(20)).isEmpty();
        sees(12);
        assertThat(flow.isEmpty()).isFalse();
        assertThat(whyNot(12)).isPresent();
    }

    @Test
    void anEntryThatMayStillHealSaysSo() {
        sees(12);
        assertThat(whyNot(20)).contains("no packet passed it since healing is over");
        sees(37.099999);
        assertThat(whyNot(37.1))
                .as("25 s and the skew after the entry was made")
                .isPresent();
        sees(37.1);
        assertThat(whyNot(37.1)).as("reported").isEmpty();
    }

    @Test
    void whatTheNodesMapSaysIsTold() {
        sees(12);
        frontend = Optional.empty();
        assertThat(whyNot(20)).contains("the node's NAT map has no row for the address");
        frontend = Optional.of(new BpfFrontend(0, 0, record("flows", 10)));
        assertThat(whyNot(20)).contains("the node's NAT map has no backend for the address");
    }

    @Test
    void eachLookAlikeIsNamed() {
        sees(12, 12, false, true, Optional.empty());
        assertThat(whyNot(20)).contains("a process of the node itself listens on the address");
        sees(13);
        ready = false;
        assertThat(whyNot(20)).contains("the service has no ready backend that this node should translate to");
        ready = true;
        sees(14, 14, true, false, Optional.empty());
        assertThat(whyNot(20)).contains("the node translates the flow of the same client");
        address = new ServiceAddress("224.0.0.5", 162, ServiceAddress.UDP);
        assertThat(whyNot(20)).contains("a multicast or broadcast address is nobody's service");
        address = new ServiceAddress("255.255.255.255", 162, ServiceAddress.UDP);
        assertThat(whyNot(20)).contains("a multicast or broadcast address is nobody's service");
        address = new ServiceAddress("110.15.15.10", 162, ServiceAddress.TCP);
        assertThat(whyNot(20)).contains("only UDP entries stay: TCP begins anew");
        known = false;
        assertThat(whyNot(20)).contains("the node or the API is not known at this time");
    }

    @Test
    void anEntryThatWasMadeSinceIsAnother() {
        sees(12, 12, false, false, Optional.of(5.0));
        sees(14, 14, false, false, Optional.of(5.0));
        assertThat(flow.entry().orElseThrow().since()).isEqualTo(at(5));
        sees(20, 20, false, false, Optional.of(15.0));
        assertThat(flow.entry().orElseThrow().since()).isEqualTo(at(15));
    }

    @Test
    void anUnknownTimeAsksAgainAtTheEntrysEnd() {
        sees(12);
        known = false;
        assertThat(rule.onTurn(flow, scene(20)).wake()).contains(at(87));
        assertThat(rule.onTurn(flow, scene(87)).wake()).as("it is over").isEmpty();
    }

    @Test
    void theAcquittalNamesFlowAndService() {
        var harmless = BpfReport.harmless("because", scene(20));
        assertThat(harmless.reason()).isEqualTo("because");
        assertThat(harmless.subject().flow()).contains("100.30.40.5:1030 -> 110.15.15.10:162/udp");
        assertThat(harmless.subject().service().orElseThrow().name()).isEqualTo("traps");
    }

    @Test
    void aVersionThatIsNotToldIsSaidToBeSo() {
        assertThat(Calico.UNKNOWN.text()).isEqualTo("Calico of a version that the node does not tell");
        assertThat(new Calico(Optional.of("v3.29.7"), false, false).text()).isEqualTo("Calico v3.29.7");
    }
}
