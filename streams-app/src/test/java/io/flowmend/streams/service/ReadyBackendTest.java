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

/** Backends are told where another node would choose the same one for a connection in its middle. */
class ReadyBackendTest {

    private static final RecordRef RECORD =
            new RecordRef("topic", 0, 1, "origin", Instant.parse("2026-01-01T00:00:00Z"));
    private static final Endpoint ONE = endpoint(true, "p", "10.244.0.1");
    private static final Endpoint OTHER = endpoint(true, "q", "10.244.0.2");

    private static Endpoint endpoint(boolean ready, String node, String ip) {
        return new Endpoint(ready, ready, false, Optional.of(node), List.of(ip));
    }

    private static List<ReadyBackend> backends(int protocol, Optional<DirectReturn> direct, Endpoint... endpoints) {
        var service = new ServiceFact(
                "default",
                "web",
                "uid",
                List.of(new Vip("10.96.0.10", VipKind.CLUSTER_IP, Optional.empty())),
                List.of(new Port("http", protocol, 80)),
                false,
                false,
                Optional.empty(),
                direct,
                RECORD);
        var slice = new SliceFact(
                "web-x", false, List.of(new SliceFact.Port("http", protocol)), List.of(endpoints), RECORD);
        var other =
                new SliceFact("web-y", false, List.of(new SliceFact.Port("metrics", protocol)), List.of(OTHER), RECORD);
        return AddressBook.of(service, List.of(slice, other), List.of(), RECORD)
                .getFirst()
                .backends();
    }

    @Test
    void theOnlyOneThatIsReadyIsTold() {
        var ending = endpoint(false, "q", "10.244.0.2");
        assertThat(backends(ServiceAddress.TCP, Optional.empty(), ONE, ending))
                .containsExactly(new ReadyBackend("10.244.0.1", Optional.of("p")));
        assertThat(backends(ServiceAddress.TCP, Optional.empty(), ONE, ONE))
                .as("told by two slices")
                .hasSize(1);
    }

    @Test
    void ofSeveralNoneIsToldUnlessAnyNodeChoosesTheSame() {
        assertThat(backends(ServiceAddress.TCP, Optional.empty(), ONE, OTHER)).isEmpty();
        assertThat(backends(ServiceAddress.TCP, maglev("tunnel", "mh", false), OTHER, ONE))
                .extracting(ReadyBackend::ip)
                .containsExactly("10.244.0.1", "10.244.0.2");
        assertThat(backends(ServiceAddress.TCP, maglev("", "mh", false), OTHER, ONE))
                .isEmpty();
        assertThat(backends(ServiceAddress.TCP, maglev("tunnel", "rr", false), OTHER, ONE))
                .isEmpty();
        assertThat(backends(ServiceAddress.TCP, maglev("tunnel", "mh", true), OTHER, ONE))
                .isEmpty();
    }

    private static Optional<DirectReturn> maglev(String method, String scheduler, boolean local) {
        return Optional.of(new DirectReturn(method, scheduler, "", local));
    }

    @Test
    void whatBeginsAnewHasNoneToTell() {
        assertThat(backends(ServiceAddress.UDP, Optional.empty(), ONE)).isEmpty();
    }

    @Test
    void anAddressIsReadFromItsKey() {
        var address = new ServiceAddress("2001:db8:0:0:0:0:0:7", 443, ServiceAddress.TCP);
        assertThat(ServiceAddress.ofKey(address.key("c"))).isEqualTo(address);
    }
}
