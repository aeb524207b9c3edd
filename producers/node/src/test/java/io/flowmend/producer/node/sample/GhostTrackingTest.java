/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static io.flowmend.producer.node.sample.Flows.CLIENT;
import static io.flowmend.producer.node.sample.Flows.CONFIRMED;
import static io.flowmend.producer.node.sample.Flows.POD;
import static io.flowmend.producer.node.sample.Flows.SEEN_REPLY;
import static io.flowmend.producer.node.sample.Flows.VIP;
import static io.flowmend.producer.node.sample.Flows.at;
import static io.flowmend.producer.node.sample.Flows.nated;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.Snapshot.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GhostTrackingTest {

    private static final int SYN_SENT = 1;
    private static final int ESTABLISHED = 3;
    private static final int TIME_WAIT = 7;

    private final List<FlowFact> said = new ArrayList<>();
    private final Set<Ip> gone = new HashSet<>();
    private final Surroundings around = new Surroundings(
            destination -> new LocalFacts(false, false), gone::contains, address -> Optional.of("default/dns"));
    private final FlowTracker tracker = new FlowTracker(around, this::say, 100, Duration.ofSeconds(2));

    @Test
    void aTranslatedEntryTowardsALivePodIsNotWorthAWordAndOneTowardsAnEndedOneIs() {
        tracker.created(nated(5000, 0), at(0));
        assertThat(said).isEmpty();
        gone.add(POD);
        dump(nated(5000, 0));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN);
        assertThat(said.getFirst().towardsGone()).isTrue();
        assertThat(said.getFirst().service()).isEqualTo("default/dns");
        assertThat(tracker.suspicious()).isEqualTo(1);
        assertThat(tracker.reaches(POD)).isTrue();
    }

    @Test
    void oneMadeAfterTheEndIsToldFromItsEventOnAndOneMadeAfterTheTakeOverIsNot() {
        gone.add(POD);
        tracker.created(nated(5000, 0), at(0));
        gone.remove(POD);
        tracker.created(nated(5001, 0), at(1));
        tracker.destroyed(nated(5000, 0), Optional.empty(), at(2));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.CREATED, Kind.DESTROYED);
        assertThat(said).allMatch(fact -> fact.entry().key().original().sourcePort() == 5000);
        assertThat(said).allMatch(FlowFact::towardsGone);
        assertThat(tracker.suspicious()).isZero();
        assertThat(tracker.reaches(POD)).isFalse();
    }

    @Test
    void aSenderThatSendsIsToldAndOneThatStoppedIsNot() {
        gone.add(POD);
        dump(nated(5000, 0));
        var key = nated(5000, 0).key();
        tracker.read(key, Optional.of(udp(29)), at(2.1), at(2.1));
        tracker.read(key, Optional.of(udp(27)), at(4.2), at(4.2));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN, Kind.REFRESHED);
        assertThat(said.getLast().towardsGone()).isTrue();
    }

    @Test
    void aConnectionThatIsNoLongerAnsweredIsToldWhenItsLifeIsCut() {
        gone.add(POD);
        dump(tcp(ESTABLISHED, 431_999));
        var key = tcp(ESTABLISHED, 0).key();
        tracker.read(key, Optional.of(tcp(ESTABLISHED, 431_997)), at(2), at(2));
        assertThat(said).hasSize(1);
        tracker.read(key, Optional.of(tcp(ESTABLISHED, 299)), at(4), at(4));
        assertThat(said.getLast().kind()).isEqualTo(Kind.UPDATED);
        assertThat(said.getLast().entry().timeoutSeconds()).isEqualTo(299);
        // A retransmission begins the 300 seconds anew.
        tracker.read(key, Optional.of(tcp(ESTABLISHED, 299)), at(6.1), at(6.1));
        assertThat(said.getLast().kind()).isEqualTo(Kind.REFRESHED);
    }

    @Test
    void aConnectionThatIsOverIsLeftToDie() {
        gone.add(POD);
        dump(tcp(TIME_WAIT, 119));
        assertThat(said).isEmpty();
        dump(tcp(SYN_SENT, 119));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN);
        assertThat(said.getFirst().entry().tcpState()).isEqualTo(SYN_SENT);
    }

    @Test
    void aRowThatIsAGhostAtFirstSightNeedsNoKnownEnd() {
        tracker.dumped(
                List.of(new DumpRow(nated(5000, 0), at(0), at(0), true)),
                key -> true,
                Set.of(),
                new Snapshot("dump", Reason.START, at(0).wall(), at(0).wall()),
                at(0));
        assertThat(said).extracting(FlowFact::towardsGone).containsExactly(true);
    }

    @Test
    void theTwinOfAnUntranslatedEntryIsToldAnewWhenItsPodEnds() {
        tracker.created(Flows.unNated(5000, 3, 30), at(0));
        tracker.created(nated(5000, 0), at(0.1));
        assertThat(said.getLast().towardsGone()).isFalse();
        gone.add(POD);
        dump(nated(5000, 0), Flows.unNated(5000, 3, 30));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.CREATED, Kind.CREATED, Kind.UPDATED);
        assertThat(said.getLast().towardsGone()).isTrue();
        assertThat(tracker.suspicious()).isEqualTo(2);
    }

    @Test
    void theSameFlowMadeAnewToTheNewOwnerIsHealthyAgain() {
        gone.add(POD);
        tracker.created(nated(5000, 0), at(0));
        gone.remove(POD);
        tracker.created(nated(5000, 0), at(1)); // The end of the first was not seen.
        assertThat(said.getLast().towardsGone()).isFalse();
        assertThat(tracker.suspicious()).isZero();
        assertThat(tracker.reaches(POD)).isFalse();
    }

    @Test
    void unansweredAreThoseWithoutReplyAndConnectionsOnTheirLastMinutes() {
        assertThat(Ghosts.unanswered(udp(29))).isTrue();
        assertThat(Ghosts.unanswered(entry(ServiceAddress.UDP, CONFIRMED | SEEN_REPLY, 29, null)))
                .isFalse();
        assertThat(Ghosts.stuck(tcp(ESTABLISHED, 300))).isTrue();
        assertThat(Ghosts.stuck(tcp(ESTABLISHED, 301))).isFalse();
        assertThat(Ghosts.unanswered(tcp(ESTABLISHED, 301))).isFalse();
    }

    private boolean say(FlowFact fact) {
        return said.add(fact);
    }

    private void dump(Entry... entries) {
        var rows = List.of(entries).stream()
                .map(entry -> new DumpRow(entry, at(0), at(0), false))
                .toList();
        var dump = new Snapshot("dump", Reason.ADDRESS, at(0).wall(), at(0).wall());
        tracker.dumped(rows, key -> true, Set.of(), dump, at(0));
    }

    private static Entry udp(int timeout) {
        return entry(ServiceAddress.UDP, CONFIRMED, timeout, null);
    }

    private static Entry tcp(int state, int timeout) {
        return entry(ServiceAddress.TCP, CONFIRMED | SEEN_REPLY, timeout, state);
    }

    private static Entry entry(int protocol, int status, int timeout, @Nullable Integer state) {
        var original = new FlowTuple(CLIENT, VIP, 5000, 162);
        var reply = new FlowTuple(POD, CLIENT, 1162, 5000);
        return new Entry(new EntryKey(0, protocol, original, reply), 8, status, timeout, state);
    }
}
