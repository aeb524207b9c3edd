/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static io.flowmend.producer.node.sample.Flows.CLIENT;
import static io.flowmend.producer.node.sample.Flows.POD;
import static io.flowmend.producer.node.sample.Flows.VIP;
import static io.flowmend.producer.node.sample.Flows.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.kernel.socket.TcpHealth;
import io.flowmend.kernel.socket.UdpTraffic;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.SocketLook.Found;
import io.flowmend.producer.node.sample.SocketLook.SocketId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketTrackerTest {

    private static final long NETNS = 4026532000L;
    private static final FlowTuple REPLY = new FlowTuple(POD, CLIENT, 8080, 5000);

    private final List<FlowFact> said = new ArrayList<>();
    private boolean room = true;
    private final Surroundings around = new Surroundings(
            destination -> new LocalFacts(false, false), ip -> true, address -> Optional.of("default/web"));
    private final SocketTracker tracker = new SocketTracker(around, this::say, 2);

    @Test
    void aSocketThatRetransmitsIsToldAtOnceAndAgainHalfASecondLater() {
        look(1, tcp(1, 1, 900));
        look(1.4, tcp(1, 1, 1300));
        assertThat(said).as("0.4 s later").hasSize(1);
        look(3, tcp(3, 1, 2900));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.REFRESHED);
        var fact = said.getLast();
        assertThat(fact.entry().key().original().destination()).isEqualTo(VIP);
        assertThat(fact.entry().key().reply()).isEqualTo(REPLY);
        assertThat(fact.service()).isEqualTo("default/web");
        assertThat(fact.towardsGone()).isTrue();
        assertThat(fact.socket()).isEqualTo(new SocketFact(7, NETNS, SocketSeen.ESTABLISHED, 3, 1, 2900L, null, null));
        assertThat(tracker.suspicious()).isEqualTo(1);
    }

    @Test
    void anOldOneIsToldEveryTwoSeconds() {
        look(1, tcp(1, 1, 900));
        look(6, tcp(5, 1, 5900));
        look(7.9, tcp(5, 1, 7800));
        assertThat(said).as("1.9 s later").hasSize(2);
        look(8, tcp(5, 1, 7900));
        assertThat(said).hasSize(3);
    }

    @Test
    void aCallIsToldAgainSoonAfterItRepeatsItsSyn() {
        look(1, tcp(0, 1, 100));
        look(1.9, tcp(0, 1, 1000));
        look(2.1, tcp(1, 1, 1200));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.REFRESHED);
    }

    @Test
    void dataUnderWayWithoutRetransmissionIsToldButProvesNothingLater() {
        look(1, tcp(0, 1, 100));
        look(3.5, tcp(0, 1, 2600));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN);
    }

    @Test
    void aSocketWithNothingUnderWayIsNotWorthAWord() {
        look(1, tcp(0, 0, 100));
        assertThat(said).isEmpty();
        assertThat(tracker.size()).isZero();
    }

    @Test
    void anAcknowledgementIsToldOnceAndTheNextSilenceAnew() {
        look(1, tcp(2, 1, 900));
        look(3.5, tcp(1, 1, 300)); // acknowledged 2.3 s after the last one
        look(4.5, tcp(0, 0, 10));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.UPDATED);
        assertThat(tracker.suspicious()).isZero();
        look(7, tcp(2, 1, 2510));
        assertThat(said.getLast().kind()).isEqualTo(Kind.SEEN);
        assertThat(tracker.suspicious()).isEqualTo(1);
    }

    @Test
    void aSocketThatIsNoLongerThereIsGoneIfItsNamespaceWasReadOrIsNoLongerThere() {
        look(1, tcp(1, 1, 900));
        tracker.looked(new SocketLook(at(2), at(2), List.of(), Set.of(), Set.of(NETNS)));
        assertThat(said).as("its namespace could not be read").hasSize(1);
        tracker.looked(new SocketLook(at(3), at(3), List.of(), Set.of(NETNS), Set.of(NETNS)));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.GONE);
        look(4, tcp(1, 1, 900));
        tracker.looked(new SocketLook(at(5), at(5), List.of(), Set.of(), Set.of()));
        assertThat(said.getLast().kind()).isEqualTo(Kind.GONE);
        assertThat(tracker.size()).isZero();
    }

    @Test
    void aConnectedUdpSocketIsToldAgainWhileItSendsAndItsNamespaceHearsNothing() {
        look(1, udp(POD, 0), 10, 5);
        look(1.5, udp(POD, 0), 12, 5);
        look(2.4, udp(POD, 0), 14, 5);
        assertThat(said).as("0.9 s after it was seen to send").hasSize(1);
        assertThat(said.getFirst().socket())
                .isEqualTo(new SocketFact(8, NETNS, SocketSeen.ESTABLISHED, 0, 0, null, null, 5L));
        look(2.5, udp(POD, 0), 14, 5);
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.REFRESHED);
        assertThat(said.getLast().socket())
                .isEqualTo(new SocketFact(8, NETNS, SocketSeen.ESTABLISHED, 0, 0, null, 1000L, 5L));
        look(3, udp(POD, 0), 14, 6);
        assertThat(said).as("something came").hasSize(3);
        assertThat(said.getLast().kind()).isEqualTo(Kind.UPDATED);
        assertThat(said.getLast().socket())
                .isEqualTo(new SocketFact(8, NETNS, SocketSeen.ESTABLISHED, 0, 0, null, null, 6L));
        assertThat(tracker.reaches(POD)).as("it may still fall silent").isTrue();
        look(4, udp(VIP, 0), 14, 6);
        assertThat(said).as("connected elsewhere").extracting(FlowFact::kind).endsWith(Kind.GONE, Kind.SEEN);
    }

    @Test
    void aUdpSocketProvesNothingWhileNobodySendsOrSomethingComes() {
        look(1, udp(POD, 0), 10, 5);
        look(6, udp(POD, 0), 10, 5);
        look(9, udp(POD, 0), 10, 5);
        assertThat(said).as("nobody sends").hasSize(1);
        for (var second = 10; second < 20; second++) {
            look(second, udp(POD, 0), second, second);
        }
        assertThat(said).as("each look finds that something came").hasSize(1);
        look(21, udp(POD, 8), 30, 19);
        look(23, udp(POD, 8), 40, 19);
        assertThat(said).as("an answer waits in its queue").hasSize(1);
    }

    @Test
    void aUdpSocketWhoseNamespaceIsNotCountedProvesNothing() {
        look(1, udp(POD, 0), 10, 5);
        look(2, udp(POD, 0), 12, 5);
        look(3, udp(POD, 0));
        look(4, udp(POD, 0), 14, 5);
        look(4.5, udp(POD, 0), 15, 5);
        assertThat(said).as("the silence begins anew").hasSize(1);
        look(5.5, udp(POD, 0), 15, 5);
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.REFRESHED);
    }

    @Test
    void whatFindsNoRoomIsToldAtTheNextLook() {
        room = false;
        look(1, tcp(1, 1, 900));
        room = true;
        look(1.7, tcp(1, 1, 1600));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN);
    }

    @Test
    void afterALossEachIsToldAnew() {
        look(1, tcp(1, 1, 900));
        tracker.retell();
        look(1.7, tcp(1, 1, 1600));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.SEEN);
    }

    private boolean say(FlowFact fact) {
        return room && said.add(fact);
    }

    private void look(double seconds, SocketSeen socket) {
        look(seconds, socket, Optional.empty());
    }

    private void look(double seconds, SocketSeen socket, long sent, long heard) {
        look(seconds, socket, Optional.of(new UdpTraffic(heard, sent)));
    }

    private void look(double seconds, SocketSeen socket, Optional<UdpTraffic> traffic) {
        var found = new Found(new SocketId(NETNS, socket.cookie()), socket, at(seconds), traffic, REPLY);
        tracker.looked(new SocketLook(at(seconds), at(seconds), List.of(found), Set.of(NETNS), Set.of(NETNS)));
    }

    private static SocketSeen tcp(int retransmits, long unacknowledged, long lastAckMillis) {
        var health = new TcpHealth(retransmits, 0, unacknowledged, Duration.ofMillis(lastAckMillis));
        return new SocketSeen(6, CLIENT, 5000, VIP, 80, SocketSeen.ESTABLISHED, 7, 0, Optional.of(health));
    }

    private static SocketSeen udp(Ip peer, long unread) {
        return new SocketSeen(17, CLIENT, 5000, peer, 53, SocketSeen.ESTABLISHED, 8, unread, Optional.empty());
    }
}
