/* Licensed under Apache-2.0. */
package io.flowmend.it.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.UdpSender;
import io.flowmend.lab.process.Waiting;
import java.time.Duration;
import java.util.List;

/** Flows through one node, each from a source port of its own. */
final class Flows {

    static final int FIRST_PORT = 5000;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final LabNode node;

    Flows(LabNode node) {
        this.node = node;
    }

    /** A client that sends on and on to a service that nothing translates yet. */
    ConntrackEntry begin(ServiceAddress service, int index) {
        var port = FIRST_PORT + index;
        node.send(port, service, UdpSender.Pace.perSecond(10));
        Waiting.until(
                "an entry of port " + port,
                SOON,
                () -> node.conntrack()
                        .towards(service, port)
                        .filter(ConntrackEntry::unNated)
                        .isPresent());
        return node.conntrack().towards(service, port).orElseThrow();
    }

    void assertUntouched(List<ConntrackEntry> entries) {
        var now = node.conntrack().list();
        assertThat(entries)
                .allSatisfy(entry -> assertThat(now).anySatisfy(there -> {
                    assertThat(there.id()).isEqualTo(entry.id());
                    assertThat(there.original()).isEqualTo(entry.original());
                    assertThat(there.reply()).isEqualTo(entry.reply());
                }));
    }
}
