/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.detector.ipconflict.AddressBench.at;
import static io.flowmend.streams.detector.ipconflict.AddressBench.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.node.Hns;
import io.flowmend.streams.node.NodeBench;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The endpoints of one node over time. */
class EndpointsTest {

    private static final String IP = "10.0.0.7";

    private final NodeBench.Memory book = new NodeBench.Memory();
    private final Endpoints endpoints = new Endpoints(book);

    private static Hns named(String name, boolean remote, String... addresses) {
        return new Hns("id-1", name, "net", "L2Bridge", remote, remote ? 1 : 2, Optional.empty(), List.of(addresses));
    }

    private static Hns endpoint(boolean remote, String... addresses) {
        return named("endpoint", remote, addresses);
    }

    @Test
    void anEndpointThatIsListedAnewIsCitedByItsFirstRecord() {
        endpoints.put(endpoint(true, IP), ref(2));
        endpoints.put(endpoint(true, IP), ref(5));
        assertThat(endpoints.remoteAt(IP, Instant.MIN)).contains(new Endpoints.One("id-1", true, false, ref(2), at(5)));
        assertThat(endpoints.wasRemote(IP)).contains(ref(2));
    }

    @Test
    void oneThatTurnsFromRemoteToLocalIsAnother() {
        endpoints.put(endpoint(true, IP), ref(2));
        endpoints.put(endpoint(false, IP), ref(5));
        assertThat(endpoints.remoteAt(IP, Instant.MIN)).isEmpty();
        assertThat(endpoints.localAt(IP)).contains(new Endpoints.One("id-1", false, false, ref(5), at(5)));
    }

    @Test
    void oneThatChangesItsAddressLeavesTheFormerOne() {
        endpoints.put(endpoint(true, IP), ref(2));
        endpoints.put(endpoint(true, "10.0.0.8"), ref(5));
        assertThat(endpoints.remoteAt(IP, Instant.MIN)).isEmpty();
        assertThat(endpoints.remoteAt("10.0.0.8", Instant.MIN)).isPresent();
    }

    @Test
    void aLocalOneThatComesBackIsNotLost() {
        // Given
        endpoints.put(endpoint(false, IP), ref(2));
        endpoints.remove("id-1", ref(5));
        assertThat(endpoints.lostAt(IP)).contains(new Endpoints.Lost("id-1", ref(5)));
        // When
        endpoints.put(endpoint(false, IP), ref(6));
        // Then
        assertThat(endpoints.lostAt(IP)).isEmpty();
    }

    @Test
    void oneWithoutAnAddressConcernsNone() {
        endpoints.put(endpoint(false), ref(2));
        assertThat(endpoints.remove("id-1", ref(5))).isEmpty();
        assertThat(book.size()).isZero();
    }

    @Test
    void theHistoryOfAnAddressIsKeptAsLongAsAnEndpointHasIt() {
        // Given
        endpoints.put(endpoint(true, IP), ref(2));
        // When
        endpoints.forget(IP);
        assertThat(endpoints.wasRemote(IP)).isPresent();
        endpoints.remove("id-1", ref(5));
        endpoints.forget(IP);
        // Then
        assertThat(book.size()).isZero();
    }

    @Test
    void theNodesOwnStandForNoPod() {
        for (var name : List.of("SourceVip", "win-a-source-vip", "cbr0_gateway", "Calico-host")) {
            assertThat(endpoints.put(named(name, false, IP), ref(2))).as(name).isEmpty();
        }
        assertThat(book.size()).isZero();
    }
}
