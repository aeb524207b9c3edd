/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.SocketTarget;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SocketIsStuckTest {

    private static final int CONNECTED = 1;
    private static final int UNCONNECTED = 7;
    private static final FlowTuple FLOW = new FlowTuple(Ip.parse("10.1.0.2"), Ip.parse("10.244.1.5"), 5000, 53);

    @Test
    void aUdpSocketWhoseNamespaceHeardNothingSinceIsStuck() {
        assertThat(udp(Optional.of(17L), CONNECTED, 0, Optional.of(17L))).isEqualTo(Look.HOLDS);
    }

    @Test
    void aUdpSocketThatMayHaveBeenAnsweredIsNot() {
        assertThat(udp(Optional.of(17L), CONNECTED, 0, Optional.of(18L)))
                .isEqualTo(Look.differs(
                        "answers may have come: since it was found stuck the sockets of its namespace took 1"
                                + " datagrams, and 0 bytes wait in its own queue"));
        assertThat(udp(Optional.of(17L), CONNECTED, 8, Optional.of(17L)))
                .as("one waits in its queue")
                .isInstanceOf(Look.Differs.class);
    }

    @Test
    void aUdpSocketThatIsConnectedNoMoreIsAnotherOne() {
        assertThat(udp(Optional.of(17L), UNCONNECTED, 0, Optional.of(17L)))
                .isEqualTo(Look.differs("the socket is not connected any more: state 7"));
    }

    @Test
    void nothingIsConcludedOfAUdpSocketThatNobodyCounts() {
        assertThat(udp(Optional.empty(), CONNECTED, 0, Optional.of(17L)))
                .isEqualTo(Look.unknown("the command does not say what the socket's namespace had heard"));
        assertThat(udp(Optional.of(17L), CONNECTED, 0, Optional.empty()))
                .isEqualTo(Look.unknown("the kernel does not say what the socket's namespace has heard"));
    }

    @Test
    void aTcpSocketThatRetransmitsToAPeerThatIsSilentForLongerThanTheHoldIsStuck() {
        assertThat(tcp(1, 2_001)).isEqualTo(Look.HOLDS);
        assertThat(tcp(1, 2_000)).isEqualTo(Look.differs("the peer acknowledged something 2000 ms ago"));
        assertThat(tcp(0, 2_001)).isEqualTo(Look.differs("the socket does not retransmit"));
    }

    private static Look udp(Optional<Long> hadHeard, int state, long unread, Optional<Long> heard) {
        var wanted = new SocketTarget(1, 2, ServiceAddress.UDP, FLOW, hadHeard);
        return SocketIsStuck.look(
                Limits.standard(), wanted, socket(ServiceAddress.UDP, state, 0, unread, heard, Optional.empty()));
    }

    private static Look tcp(int retransmits, long silentMillis) {
        var wanted = new SocketTarget(1, 2, ServiceAddress.TCP, FLOW, Optional.empty());
        var silent = Optional.of(Duration.ofMillis(silentMillis));
        return SocketIsStuck.look(
                Limits.standard(),
                wanted,
                socket(ServiceAddress.TCP, CONNECTED, retransmits, 0, Optional.empty(), silent));
    }

    private static Socket socket(
            int protocol, int state, int retransmits, long unread, Optional<Long> heard, Optional<Duration> lastAck) {
        return new Socket(
                1,
                2,
                protocol,
                FLOW.source(),
                FLOW.sourcePort(),
                FLOW.destination(),
                FLOW.destinationPort(),
                state,
                retransmits,
                retransmits,
                unread,
                heard,
                lastAck);
    }
}
