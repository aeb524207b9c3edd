/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.ServiceFact.Port;
import io.flowmend.streams.service.ServiceFact.Vip;
import io.flowmend.streams.service.ServiceFact.VipKind;
import io.flowmend.streams.service.SliceFact.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressBookTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static RecordRef record(int second) {
        return new RecordRef("topic", 0, second, "origin " + second, T0.plusSeconds(second));
    }

    private static ServiceFact service(VipKind kind, boolean externalLocal, boolean internalLocal) {
        return new ServiceFact(
                "default",
                "dns",
                "uid",
                List.of(new Vip("10.96.0.10", kind, Optional.empty())),
                List.of(new Port("dns", ServiceAddress.UDP, 53), new Port("dns-tcp", ServiceAddress.TCP, 53)),
                externalLocal,
                internalLocal,
                Optional.empty(),
                Optional.empty(),
                record(1));
    }

    private static SliceFact slice(Endpoint... endpoints) {
        return new SliceFact(
                "dns-x", false, List.of(new SliceFact.Port("dns", ServiceAddress.UDP)), List.of(endpoints), record(2));
    }

    private static Endpoint ready(String node) {
        return new Endpoint(true, true, false, Optional.of(node), List.of("10.244.0.1"));
    }

    private static AddressFact udp(ServiceFact service, List<SliceFact> slices, List<AddressFact> before, int second) {
        return AddressBook.of(service, slices, before, record(second)).stream()
                .filter(fact -> fact.address().protocol() == ServiceAddress.UDP)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSlicePortServesTheServicePortOfItsNameAndProtocolOnly() {
        var facts = AddressBook.of(
                service(VipKind.CLUSTER_IP, false, false), List.of(slice(ready("a"))), List.of(), record(3));
        assertThat(facts)
                .filteredOn(fact -> fact.readySince().isPresent())
                .extracting(fact -> fact.address().text())
                .containsExactly("10.96.0.10:53/udp");
    }

    @Test
    void aBackendThatStaysReadyKeepsSinceWhen() {
        var service = service(VipKind.CLUSTER_IP, false, false);
        var first = udp(service, List.of(slice(ready("a"))), List.of(), 3);
        var second = udp(service, List.of(slice(ready("a"), ready("b"))), List.of(first), 9);
        assertThat(second.readySince()).contains(T0.plusSeconds(3));
        assertThat(second.saysTheSameAs(first)).isTrue();
    }

    @Test
    void aBackendThatWasAwayIsReadyAnew() {
        var service = service(VipKind.CLUSTER_IP, false, false);
        var first = udp(service, List.of(slice(ready("a"))), List.of(), 3);
        var away = udp(service, List.of(slice()), List.of(first), 5);
        var back = udp(service, List.of(slice(ready("a"))), List.of(away), 9);
        assertThat(away.readySince()).isEmpty();
        assertThat(back.readySince()).contains(T0.plusSeconds(9));
    }

    @Test
    void endpointsThatEndButServeCountOnlyIfNoneIsReady() {
        var ending = new Endpoint(false, true, true, Optional.of("a"), List.of("10.244.0.1"));
        var gone = new Endpoint(false, false, true, Optional.of("a"), List.of("10.244.0.1"));
        var service = service(VipKind.CLUSTER_IP, false, false);
        assertThat(udp(service, List.of(slice(ending)), List.of(), 3).readySince())
                .isPresent();
        assertThat(udp(service, List.of(slice(gone)), List.of(), 3).readySince())
                .isEmpty();
    }

    @Test
    void aSliceOfTheOtherFamilyDoesNotServe() {
        var ipv6 = new SliceFact(
                "dns-6", true, List.of(new SliceFact.Port("dns", ServiceAddress.UDP)), List.of(ready("a")), record(2));
        assertThat(udp(service(VipKind.CLUSTER_IP, false, false), List.of(ipv6), List.of(), 3)
                        .readySince())
                .isEmpty();
    }

    @Test
    void theExternalPolicyIsForExternalAddressesAndTheInternalOneForClusterIps() {
        var slices = List.of(slice(ready("a")));
        assertThat(udp(service(VipKind.CLUSTER_IP, true, false), slices, List.of(), 3)
                        .isNattedOn("b"))
                .isTrue();
        assertThat(udp(service(VipKind.CLUSTER_IP, false, true), slices, List.of(), 3)
                        .isNattedOn("b"))
                .isFalse();
        assertThat(udp(service(VipKind.LOAD_BALANCER, true, false), slices, List.of(), 3)
                        .isNattedOn("b"))
                .isFalse();
        assertThat(udp(service(VipKind.LOAD_BALANCER, true, false), slices, List.of(), 3)
                        .isNattedOn("a"))
                .isTrue();
        assertThat(udp(service(VipKind.EXTERNAL_IP, false, true), slices, List.of(), 3)
                        .isNattedOn("b"))
                .isTrue();
    }

    @Test
    void theSameIpv6AddressHasOneText() {
        assertThat(new ServiceAddress("2001:db8::7", 53, 17))
                .isEqualTo(new ServiceAddress("2001:0db8:0:0:0:0:0:7", 53, 17));
    }
}
