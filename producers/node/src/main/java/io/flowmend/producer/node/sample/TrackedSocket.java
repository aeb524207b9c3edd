/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.socket.TcpHealth;
import io.flowmend.producer.node.sample.SocketLook.Found;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket that others were told about and whose end they will be told.
 *
 * @param lastAck when its peer last acknowledged anything; null for UDP
 * @param told when others were last told
 * @param calm others were told that it is acknowledged again
 */
record TrackedSocket(Found found, @Nullable Duration lastAck, Moment told, boolean calm) {

    /** The kernel counts in ticks, and a read takes its time, more so on a busy node. */
    private static final Duration SLACK = Duration.ofMillis(200);

    static TrackedSocket begin(Found found, SocketLook look) {
        return new TrackedSocket(found, lastAck(found), look.until(), false);
    }

    TrackedSocket seen(Found now) {
        return new TrackedSocket(now, lastAck(now), told, calm);
    }

    TrackedSocket calm(boolean isCalm) {
        return new TrackedSocket(found, lastAck, told, isCalm);
    }

    TrackedSocket told(Moment at) {
        return new TrackedSocket(found, lastAck, at, calm);
    }

    /** The cookie is the same, but it is connected elsewhere by now. */
    boolean isOther(Found now) {
        return !found.socket().sameAs(now.socket());
    }

    boolean stuck() {
        return SocketTracker.stuck(found.socket());
    }

    /** Data was sent again and again; of UDP nothing is known, and being there is enough. */
    boolean retransmits() {
        return found.socket().protocol() == ServiceAddress.UDP
                || found.socket()
                        .health()
                        .map(health -> health.retransmits() > 0)
                        .orElse(false);
    }

    boolean acknowledgedSince(TrackedSocket before) {
        return lastAck != null && before.lastAck != null && lastAck.compareTo(before.lastAck.plus(SLACK)) > 0;
    }

    SocketFact fact() {
        var health = found.socket().health();
        return new SocketFact(
                found.id().cookie(),
                found.id().netns(),
                found.socket().state(),
                health.map(TcpHealth::retransmits).orElse(0),
                health.map(TcpHealth::unacknowledged).orElse(0L),
                health.map(known -> known.lastAck().toMillis()).orElse(null));
    }

    private static @Nullable Duration lastAck(Found found) {
        return found.socket()
                .health()
                .map(health -> found.at().running().minus(health.lastAck()))
                .orElse(null);
    }
}
