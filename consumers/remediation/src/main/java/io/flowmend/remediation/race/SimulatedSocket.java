/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.SocketTarget;
import java.time.Duration;
import java.util.Optional;

/** One socket of the simulated node. */
final class SimulatedSocket {

    private static final int CONNECTED = 1;
    /** What its namespace had heard when it was found stuck. */
    static final long HEARD = 17;

    private static final long QUIET = Duration.ofSeconds(9).toNanos();

    final SocketTarget identity;
    final Lasting stuck = new Lasting();
    private long lastAck;
    private int retransmits = 5;
    private long heard = HEARD;

    SimulatedSocket(SocketTarget identity, long nanos) {
        this.identity = identity;
        this.lastAck = nanos - QUIET;
    }

    SimulatedSocket withCookie(long cookie, long nanos) {
        return new SimulatedSocket(
                new SocketTarget(identity.netns(), cookie, identity.protocol(), identity.tuple(), identity.heard()),
                nanos);
    }

    SimulatedSocket towards(FlowTuple tuple, long nanos) {
        return new SimulatedSocket(
                new SocketTarget(identity.netns(), identity.cookie(), identity.protocol(), tuple, identity.heard()),
                nanos);
    }

    void answered(long nanos) {
        retransmits = 0;
        lastAck = nanos;
        heard++;
        stuck.now(false, nanos);
    }

    Socket read(long nanos) {
        var tuple = identity.tuple();
        return new Socket(
                identity.netns(),
                identity.cookie(),
                identity.protocol(),
                tuple.source(),
                tuple.sourcePort(),
                tuple.destination(),
                tuple.destinationPort(),
                CONNECTED,
                isTcp() ? retransmits : 0,
                isTcp() ? 100 : 0,
                0,
                isTcp() ? Optional.empty() : Optional.of(heard),
                isTcp() ? Optional.of(Duration.ofNanos(nanos - lastAck)) : Optional.empty());
    }

    private boolean isTcp() {
        return identity.protocol() == ServiceAddress.TCP;
    }
}
