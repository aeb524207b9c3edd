/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UdpTrafficTest {

    private static final List<String> SNMP = List.of(
            "Tcp: RtoAlgorithm RtoMin",
            "Tcp: 1 200",
            "Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors",
            "Udp: 2081 46 3 2131 0",
            "UdpLite: InDatagrams NoPorts InErrors OutDatagrams",
            "UdpLite: 7 7 7 7");

    @Test
    void bothFamiliesCount() {
        var snmp6 = List.of(
                "Udp6InDatagrams                 \t100",
                "Udp6NoPorts \t9",
                "Udp6OutDatagrams \t50",
                "UdpLite6InDatagrams\t1");
        assertThat(UdpTraffic.decode(SNMP, snmp6)).contains(new UdpTraffic(2181, 2181));
    }

    @Test
    void withoutIpv6OnlyTheOtherCounts() {
        assertThat(UdpTraffic.decode(SNMP, List.of())).contains(new UdpTraffic(2081, 2131));
    }

    @Test
    void aTableWithoutUdpIsNoSilence() {
        assertThat(UdpTraffic.decode(List.of("Tcp: RtoMin", "Tcp: 200"), List.of()))
                .isEmpty();
        assertThat(UdpTraffic.decode(List.of("Udp: InDatagrams NoPorts", "Udp: 1 2"), List.of()))
                .isEmpty();
        assertThat(UdpTraffic.decode(List.of("Udp: InDatagrams OutDatagrams", "Udp: 1"), List.of()))
                .isEmpty();
    }
}
