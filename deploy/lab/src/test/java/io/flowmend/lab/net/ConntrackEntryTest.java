/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConntrackEntryTest {

    private static final ServiceAddress TRAPS = ServiceAddress.udp("203.0.113.7", 162);

    @Test
    void theStaleShapeIsReadWithZoneAndId() {
        var entry = ConntrackEntry.parse(
                        "ipv4     2 udp      17 29 src=10.1.0.2 dst=203.0.113.7 sport=5000 dport=162"
                                + " [UNREPLIED] src=203.0.113.7 dst=10.1.0.2 sport=162 dport=5000 mark=0 zone=7 use=1 id=4038984588")
                .orElseThrow();

        assertThat(entry.unNated()).isTrue();
        assertThat(entry.unreplied()).isTrue();
        assertThat(entry.assured()).isFalse();
        assertThat(entry.asks(TRAPS)).isTrue();
        assertThat(entry.asks(TRAPS.withPort(163))).isFalse();
        assertThat(entry.zone()).isEqualTo(7);
        assertThat(entry.id()).isEqualTo(4038984588L);
        assertThat(entry.timeout()).isEqualTo(Duration.ofSeconds(29));
        assertThat(entry.original().source()).isEqualTo(socket("10.1.0.2", 5000));
    }

    @Test
    void aTranslatedEntryNamesThePod() {
        var entry = ConntrackEntry.parse("udp      17 118 src=10.1.0.2 dst=203.0.113.7 sport=5000 dport=162"
                        + " src=10.244.1.2 dst=10.1.0.2 sport=1162 dport=5000 [ASSURED] mark=0 use=1")
                .orElseThrow();

        assertThat(entry.unNated()).isFalse();
        assertThat(entry.assured()).isTrue();
        assertThat(entry.unreplied()).isFalse();
        assertThat(entry.zone()).isZero();
        assertThat(entry.reply().source()).isEqualTo(socket("10.244.1.2", 1162));
    }

    @Test
    void tcpCarriesItsStateBetween() {
        var entry = ConntrackEntry.parse(
                        "ipv6     10 tcp      6 119 SYN_SENT src=fd01::2 dst=fd00::7 sport=5000 dport=162"
                                + " [UNREPLIED] src=fd00::7 dst=fd01::2 sport=162 dport=5000 mark=0 use=1 id=1")
                .orElseThrow();

        assertThat(entry.asks(ServiceAddress.tcp("fd00::7", 162))).isTrue();
        assertThat(entry.asks(ServiceAddress.udp("fd00::7", 162))).isFalse();
        assertThat(entry.timeout()).isEqualTo(Duration.ofSeconds(119));
    }

    @Test
    void otherProtocolsAreNotOurs() {
        var ping =
                "ipv4     2 icmp     1 29 src=10.1.0.2 dst=10.1.0.1 type=8 code=0 id=7 src=10.1.0.1 dst=10.1.0.2 type=0 code=0 id=7";

        assertThat(ConntrackEntry.parse(ping)).isEmpty();
    }

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
