/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.socket.TcpHealth;
import io.flowmend.kernel.socket.UdpTraffic;
import io.flowmend.producer.node.sample.SocketLook.Found;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket that others were told about and whose end they will be told.
 *
 * @param lastAck when its peer last acknowledged anything; null for UDP
 * @param silence of UDP; empty for TCP, and while the kernel does not tell
 * @param since when others were first told
 * @param told when others were last told
 * @param calm others were told that it is acknowledged again
 */
record TrackedSocket(
        Found found, @Nullable Duration lastAck, Optional<Silence> silence, Moment since, Moment told, boolean calm) {

    /** Its fault is proven in this time, if it is one: the hold is 2 s (field guide, section 5C.1). */
    private static final Duration YOUNG = Duration.ofSeconds(5);

    /** Between two words about a young socket that is as stuck as before. */
    private static final Duration SOON = Duration.ofMillis(500);

    /** Between two words about an old one; it only must not be forgotten. */
    private static final Duration SELDOM = Duration.ofSeconds(2);

    /** The kernel counts in ticks, and a read takes its time, more so on a busy node. */
    private static final Duration SLACK = Duration.ofMillis(200);

    static TrackedSocket begin(Found found, SocketLook look) {
        return new TrackedSocket(
                found, lastAck(found), found.traffic().map(Silence::begin), look.until(), look.until(), false);
    }

    TrackedSocket seen(Found now) {
        var heard = now.traffic()
                .map(traffic ->
                        silence.map(before -> before.seen(now, traffic)).orElseGet(() -> Silence.begin(traffic)));
        return new TrackedSocket(now, lastAck(now), heard, since, told, calm);
    }

    TrackedSocket calm(boolean isCalm) {
        return new TrackedSocket(found, lastAck, silence, since, told, isCalm);
    }

    TrackedSocket told(Moment at) {
        return new TrackedSocket(found, lastAck, silence, since, at, calm);
    }

    boolean isDue(Moment now) {
        return now.since(told).compareTo(now.since(since).compareTo(YOUNG) < 0 ? SOON : SELDOM) >= 0;
    }

    /** The cookie is the same, but it is connected elsewhere by now. */
    boolean isOther(Found now) {
        return !found.socket().sameAs(now.socket());
    }

    boolean stuck() {
        return SocketTracker.stuck(found.socket());
    }

    /** TCP sent its data again and again; what was sent by UDP would have been answered by now. */
    boolean unanswered() {
        return found.socket()
                .health()
                .map(health -> health.retransmits() > 0)
                .orElseGet(() -> unansweredFor().isPresent());
    }

    /** What was said of a UDP socket does not hold any more: something came, perhaps for another one, or nobody counts. */
    boolean heardAgain(TrackedSocket before) {
        return before.unansweredFor().isPresent() && unansweredFor().isEmpty();
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
                health.map(known -> known.lastAck().toMillis()).orElse(null),
                unansweredFor().map(Duration::toMillis).orElse(null),
                found.traffic().map(UdpTraffic::heard).orElse(null));
    }

    private Optional<Duration> unansweredFor() {
        return silence.flatMap(known -> known.unanswered(found.at()));
    }

    private static @Nullable Duration lastAck(Found found) {
        return found.socket()
                .health()
                .map(health -> found.at().running().minus(health.lastAck()))
                .orElse(null);
    }
}
