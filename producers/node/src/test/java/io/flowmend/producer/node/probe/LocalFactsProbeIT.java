/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.LocalAddresses;
import io.flowmend.kernel.socket.UdpListeners;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.producer.node.support.Lab;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalFactsProbeIT {

    private Lab lab;

    @BeforeEach
    void open() {
        Kernel.required();
        lab = Lab.open();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void addressesAreThoseThatIpShowsAlsoAfterAChange() {
        try (var addresses = lab.nodeNamespace().call(LocalAddresses::open)) {
            assertThat(new TreeSet<>(
                            addresses.current().stream().map(Ip::toString).toList()))
                    .isEqualTo(shown());
            // When
            lab.onNode("ip addr add 203.0.113.9/32 dev lo; ip addr add 2001:db8:113::9/128 dev lo nodad;"
                    + " ip addr del 10.77.0.1/24 dev down0");
            // Then
            assertThat(addresses.current())
                    .contains(Ip.parse("203.0.113.9"), Ip.parse("2001:db8:113::9"))
                    .doesNotContain(Ip.parse(Lab.NODE_V4));
            assertThat(new TreeSet<>(
                            addresses.current().stream().map(Ip::toString).toList()))
                    .isEqualTo(shown());
        }
    }

    @Test
    void listenersAreTheUnconnectedSocketsOfTheNamespace() throws Exception {
        try (var listeners = lab.nodeNamespace().call(UdpListeners::open);
                var one = lab.nodeSocket(Lab.NODE_V4, 7001);
                var every = lab.nodeSocket("::", 7002);
                var six = lab.nodeSocket(Lab.NODE_V6, 7003);
                var connected = lab.nodeSocket(Lab.NODE_V4, 7004);
                var elsewhere = lab.clientSocket(Lab.CLIENT_V4, 7005)) {
            connected.connect(java.net.InetAddress.ofLiteral(Lab.CLIENT_V4), 9);
            // When
            var found = listeners.current();
            // Then
            assertThat(found.stream().filter(it -> it.takes(Ip.parse(Lab.NODE_V4), 7001)))
                    .hasSize(1);
            assertThat(found.stream().filter(it -> it.takes(Ip.parse(Lab.NODE_V6), 7001)))
                    .isEmpty();
            assertThat(found.stream().filter(it -> it.takes(Ip.parse("203.0.113.9"), 7002)))
                    .hasSize(1);
            assertThat(found.stream().filter(it -> it.takes(Ip.parse(Lab.NODE_V6), 7002)))
                    .hasSize(1);
            assertThat(found.stream().filter(it -> it.takes(Ip.parse(Lab.NODE_V6), 7003)))
                    .hasSize(1);
            assertThat(found.stream().map(it -> it.port())).doesNotContain(7004, 7005);
            var tool = lab.onNode("ss -Hnul").lines().count();
            assertThat((long) found.size()).isEqualTo(tool);
            assertThat(one.isBound() && every.isBound() && six.isBound() && elsewhere.isBound())
                    .isTrue();
        }
    }

    private SortedSet<String> shown() {
        return lab.onNode("ip -o addr show")
                .lines()
                .map(line -> line.replaceFirst("^\\S+ +\\S+ +\\S+ ([^/ ]+).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
