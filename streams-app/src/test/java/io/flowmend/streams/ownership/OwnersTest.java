/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnersTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static RecordRef record(int second) {
        return new RecordRef("pods", 0, second, "Pod @" + second, T0.plusSeconds(second));
    }

    private static Owner owner(String uid, int from) {
        return new Owner(
                "10.0.0.6",
                uid,
                "default",
                "web-0",
                Optional.of("node-a"),
                T0.plusSeconds(from),
                record(from),
                Optional.of(record(from)),
                record(from),
                Optional.empty());
    }

    private static Owner owner(String uid, int from, int until) {
        return owner(uid, from).released(Release.DELETED, record(until));
    }

    @Test
    void theNextPodOfTheSameNameIsAnotherOwner() {
        var first = owner("one", 1, 5);
        var second = owner("two", 7);
        var owners = Owners.NONE.with(second).with(first);
        assertThat(first.pod()).isEqualTo("default/web-0").isEqualTo(second.pod());
        assertThat(owners.all()).containsExactly(first, second);
        assertThat(owners.ownerAt(T0.plusSeconds(4))).contains(first);
        assertThat(owners.ownerAt(T0.plusSeconds(6))).isEmpty();
        assertThat(owners.ownerAt(T0.plusSeconds(7))).contains(second);
    }

    @Test
    void whatIsSaidOfAUidReplacesWhatWasSaidOfItBefore() {
        var owners = Owners.NONE.with(owner("one", 1)).with(owner("one", 1, 5));
        assertThat(owners.all()).containsExactly(owner("one", 1, 5));
        assertThat(owners.without(owner("two", 1).origin())).isEqualTo(owners);
        assertThat(owners.without(Owner.origin("one"))).isEqualTo(Owners.NONE);
        assertThat(owner("one", 1).origin()).isEqualTo("Pod/one").isEqualTo(Owner.origin("one"));
    }

    @Test
    void ofTwoThatOwnItTheLastThatCameIsTheOwner() {
        var owners = Owners.NONE.with(owner("two", 7)).with(owner("one", 1));
        assertThat(owners.at(T0.plusSeconds(8))).extracting(Owner::uid).containsExactly("one", "two");
        assertThat(owners.ownerAt(T0.plusSeconds(8))).map(Owner::uid).contains("two");
    }

    @Test
    void formerOwnersAreThoseWhoHadLetGoByThenTheLastFirst() {
        var owners =
                Owners.NONE.with(owner("long", 1, 9)).with(owner("short", 2, 5)).with(owner("still", 3));
        assertThat(owners.formerAt(T0.plusSeconds(4))).isEmpty();
        assertThat(owners.formerAt(T0.plusSeconds(5))).extracting(Owner::uid).containsExactly("short");
        assertThat(owners.formerAt(T0.plusSeconds(9))).extracting(Owner::uid).containsExactly("long", "short");
    }

    @Test
    void anOwnerCitesTheRecordThatSaysWhatHoldsNow() {
        assertThat(owner("one", 1).last()).isEqualTo(record(1));
        assertThat(owner("one", 1, 5).last()).isEqualTo(record(5));
    }

    @Test
    void lettingGoOfAnAddressIsNotAlwaysTheOwnersEnd() {
        assertThat(List.of(Release.values()))
                .filteredOn(Release::isEnd)
                .containsExactly(Release.DELETED, Release.FINISHED, Release.NETWORK_REMOVED);
        assertThat(Release.DELETED.words()).isEqualTo("it was deleted");
    }
}
