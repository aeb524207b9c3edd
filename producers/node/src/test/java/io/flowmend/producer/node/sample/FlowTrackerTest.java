/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static io.flowmend.producer.node.sample.Flows.CONFIRMED;
import static io.flowmend.producer.node.sample.Flows.SEEN_REPLY;
import static io.flowmend.producer.node.sample.Flows.SERVICE;
import static io.flowmend.producer.node.sample.Flows.at;
import static io.flowmend.producer.node.sample.Flows.nated;
import static io.flowmend.producer.node.sample.Flows.unNated;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.Snapshot.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowTrackerTest {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final List<FlowFact> said = new ArrayList<>();
    private LocalFacts facts = new LocalFacts(false, false);
    private boolean room = true;
    private final Set<Ip> gone = new HashSet<>();
    private final Surroundings around =
            new Surroundings(destination -> facts, gone::contains, address -> Optional.of("default/dns"));
    private final FlowTracker tracker = new FlowTracker(around, this::say, 3, INTERVAL);

    @Test
    void anUntranslatedEntryIsToldFromItsFirstSightToItsEnd() {
        tracker.created(unNated(5000, 0, 30), at(0));
        tracker.updated(unNated(5000, 0, 30, CONFIRMED | SEEN_REPLY), at(1));
        tracker.destroyed(unNated(5000, 0, null), Optional.of(new Author(4242, Optional.of("kube-proxy"))), at(2));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.CREATED, Kind.UPDATED, Kind.DESTROYED);
        assertThat(said.getFirst().endOfLife()).isEqualTo(at(30).wall());
        assertThat(said.getLast().author()).isEqualTo(new Author(4242, Optional.of("kube-proxy")));
        assertThat(tracker.suspicious()).isZero();
    }

    @Test
    void aTranslatedEntryIsHealthyAndNotWorthAWord() {
        tracker.created(nated(5000, 0), at(0));
        tracker.updated(nated(5000, 0), at(1));
        tracker.destroyed(nated(5000, 0), Optional.empty(), at(2));
        assertThat(said).isEmpty();
    }

    @Test
    void theTwinInAnotherZoneIsToldWhenItComesAfterTheUntranslatedOne() {
        tracker.created(unNated(5000, 0, 30), at(0));
        tracker.created(nated(5000, 9), at(0.1));
        tracker.created(nated(5001, 9), at(0.1));
        assertThat(said).extracting(fact -> fact.entry().key().zone()).containsExactly(0, 9);
        tracker.destroyed(nated(5000, 9), Optional.empty(), at(1));
        assertThat(said.getLast().kind()).isEqualTo(Kind.DESTROYED);
    }

    @Test
    void theTwinInAnotherZoneIsLookedForWhenItCameBefore() {
        // Given
        tracker.created(nated(5000, 9), at(0));
        tracker.created(unNated(5000, 0, 30), at(0.1));
        // When
        assertThat(tracker.takeTwinless()).containsExactly(SERVICE);
        dump(Reason.ADDRESS, Set.of(), nated(5000, 9), unNated(5000, 0, 30));
        // Then
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.CREATED, Kind.SEEN);
        assertThat(said.getLast().entry().key().zone()).isEqualTo(9);
        assertThat(tracker.takeTwinless()).isEmpty();
    }

    @Test
    void aTranslatedEntryOfTheSameZoneIsNoTwin() {
        tracker.created(unNated(5000, 0, 30), at(0));
        tracker.created(nated(5000, 0), at(0.1));
        assertThat(said).hasSize(1);
    }

    @Test
    void anEventWithinTheMarksWinsOverTheRowOfTheDump() {
        // Given an entry that died while the dump ran
        tracker.created(unNated(5000, 0, 30), at(0));
        tracker.destroyed(unNated(5000, 0, null), Optional.empty(), at(1));
        said.clear();
        // When
        dump(Reason.OVERFLOW, Set.of(unNated(5000, 0, 30).key()), unNated(5000, 0, 30), unNated(5001, 0, 30));
        // Then
        assertThat(said)
                .extracting(fact -> fact.entry().key().original().sourcePort())
                .containsExactly(5001);
    }

    @Test
    void anEntryThatADumpNoLongerHasIsGoneUnlessAnEventSaysOtherwiseOrTheDumpDidNotCoverIt() {
        tracker.created(unNated(5000, 0, 30), at(0));
        tracker.created(unNated(5001, 0, 30), at(0));
        said.clear();
        tracker.dumped(List.of(), key -> false, Set.of(), snapshot(Reason.ADDRESS), at(3));
        assertThat(said).isEmpty();
        dump(Reason.OVERFLOW, Set.of(unNated(5001, 0, 30).key()));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.GONE);
        assertThat(said.getFirst().entry().key().original().sourcePort()).isEqualTo(5000);
        assertThat(said.getFirst().snapshot()).isEqualTo(snapshot(Reason.OVERFLOW));
    }

    @Test
    void afterALossEverythingIsToldAnewAndForAnAddressOnlyWhatIsNew() {
        tracker.created(unNated(5000, 0, 30), at(0));
        said.clear();
        dump(Reason.ADDRESS, Set.of(), unNated(5000, 0, 29));
        assertThat(said).isEmpty();
        dump(Reason.OVERFLOW, Set.of(), unNated(5000, 0, 29));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.SEEN);
    }

    @Test
    void aSenderThatSendsIsToldAtEachReadAndOneThatStoppedIsNot() {
        tracker.created(unNated(5000, 0, 30), at(0));
        read(unNated(5000, 0, 29), 2.1);
        read(unNated(5000, 0, 29), 4.2);
        read(unNated(5000, 0, 27), 6.3);
        read(unNated(5000, 0, 25), 8.4);
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.CREATED, Kind.REFRESHED, Kind.REFRESHED);
        assertThat(said.getLast().refreshedFrom()).isEqualTo(at(31.1).wall());
        assertThat(said.getLast().endOfLife()).isEqualTo(at(33.2).wall());
    }

    @Test
    void aSlowSenderIsSeenAgainstTheLastEndThatWasSurpassed() {
        // Given one packet a second, seen by reads whose cut-off hides half of it
        tracker.created(unNated(5000, 0, 30), at(0));
        read(unNated(5000, 0, 28), 2.5);
        read(unNated(5000, 0, 26), 4.6);
        assertThat(said).hasSize(1);
        read(unNated(5000, 0, 29), 6.7);
        assertThat(said.getLast().kind()).isEqualTo(Kind.REFRESHED);
    }

    @Test
    void anOffloadedEntryProvesNothingBecauseTheKernelProlongsItItself() {
        var offload = CONFIRMED | 1 << 14;
        tracker.created(unNated(5000, 0, 30, offload), at(0));
        read(unNated(5000, 0, 30, offload), 5);
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.CREATED);
    }

    @Test
    void readsAreDueOneIntervalAfterTheLastLook() {
        tracker.created(unNated(5000, 0, 30), at(0));
        assertThat(tracker.due(at(1.999))).isEmpty();
        assertThat(tracker.due(at(2))).hasSize(1);
        read(unNated(5000, 0, 29), 2.1);
        assertThat(tracker.due(at(4.099))).isEmpty();
        assertThat(tracker.due(at(4.1))).hasSize(1);
    }

    @Test
    void aReadThatFindsAnotherEntryEndsTheOneAndBeginsTheOther() {
        tracker.created(unNated(5000, 0, 30), at(0));
        var key = unNated(5000, 0, 30).key();
        tracker.read(key, Optional.of(nated(5000, 0)), at(2), at(2));
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.CREATED, Kind.GONE);
        tracker.read(key, Optional.empty(), at(4), at(4));
        assertThat(said).hasSize(2);
    }

    @Test
    void aListenerThatAppearsIsToldAtTheNextRead() {
        tracker.created(unNated(5000, 0, 30), at(0));
        facts = new LocalFacts(true, true);
        read(unNated(5000, 0, 27), 2.1);
        assertThat(said.getLast().kind()).isEqualTo(Kind.UPDATED);
        assertThat(said.getLast().local()).isEqualTo(facts);
        read(unNated(5000, 0, 25), 4.2);
        assertThat(said).hasSize(2);
    }

    @Test
    void anEndThatFoundNoRoomIsToldWithTheNextFullDump() {
        // Given
        tracker.created(unNated(5000, 0, 30), at(0));
        room = false;
        tracker.destroyed(unNated(5000, 0, null), Optional.empty(), at(1));
        assertThat(tracker.takeUnsaid()).isEqualTo(1);
        room = true;
        said.clear();
        // When
        dump(Reason.ADDRESS, Set.of());
        assertThat(said).isEmpty();
        dump(Reason.OVERFLOW, Set.of());
        // Then
        assertThat(said).extracting(FlowFact::kind).containsExactly(Kind.GONE);
        assertThat(tracker.takeRefused()).isZero();
    }

    @Test
    void oneEntryTooManyIsNotToldAndCounted() {
        for (var port = 5000; port < 5004; port++) {
            tracker.created(unNated(port, 0, 30), at(0));
        }
        assertThat(said).hasSize(3);
        assertThat(tracker.takeRefused()).isEqualTo(1);
        assertThat(tracker.suspicious()).isEqualTo(3);
    }

    private boolean say(FlowFact fact) {
        if (room) {
            said.add(fact);
        }
        return room;
    }

    private void read(Entry entry, double seconds) {
        tracker.read(entry.key(), Optional.of(entry), at(seconds), at(seconds));
    }

    private void dump(Reason reason, Set<EntryKey> touched, Entry... entries) {
        var rows = List.of(entries).stream()
                .map(entry -> new DumpRow(entry, at(3), at(3), false))
                .toList();
        tracker.dumped(rows, key -> true, touched, snapshot(reason), at(3));
    }

    private static Snapshot snapshot(Reason reason) {
        return new Snapshot("dump", reason, at(2.9).wall(), at(3).wall());
    }
}
