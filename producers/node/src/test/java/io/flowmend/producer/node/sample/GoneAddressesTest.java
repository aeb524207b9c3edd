/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static io.flowmend.producer.node.sample.Flows.POD;
import static io.flowmend.producer.node.sample.Flows.VIP;
import static io.flowmend.producer.node.sample.Flows.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoneAddressesTest {

    private final GoneAddresses gone = new GoneAddresses(Duration.ofMinutes(5), Duration.ofSeconds(2), 2);

    @Test
    void anAddressWithoutOwnerIsOpenAndOwesALook() {
        assertThat(gone.open(POD)).isFalse();
        gone.take(OwnerNews.ended(POD, at(0).wall()), at(0));
        assertThat(gone.open(POD)).isTrue();
        assertThat(gone.owed()).containsExactly(POD);
        gone.looked(Set.of(POD));
        assertThat(gone.owed()).isEmpty();
        assertThat(gone.open(POD)).isTrue();
    }

    @Test
    void anAddressWithANewOwnerIsOpenUntilItWasLookedThrough() {
        gone.take(OwnerNews.taken(POD, at(0).wall()), at(0));
        assertThat(gone.open(POD)).as("before the look").isTrue();
        gone.looked(Set.of(POD));
        assertThat(gone.open(POD)).as("after it").isFalse();
        assertThat(gone.open()).isEmpty();
    }

    @Test
    void oneThatWasOwnedAllAlongIsOfNoInterest() {
        gone.take(OwnerNews.owned(POD, at(0).wall()), at(0));
        assertThat(gone.size()).isZero();
    }

    @Test
    void anOwnedAddressIsForgottenWhenNothingReachesItAndOneWithoutOwnerAfterItsRetirement() {
        gone.take(OwnerNews.ended(POD, at(0).wall()), at(0));
        assertThat(gone.expire(at(1000), ip -> false)).as("a look is owed").isFalse();
        gone.looked(Set.of(POD));
        assertThat(gone.expire(at(299.999), ip -> false)).isFalse();
        assertThat(gone.expire(at(300), ip -> true)).as("in use").isFalse();
        gone.take(OwnerNews.owned(POD, at(301).wall()), at(301));
        assertThat(gone.expire(at(301), ip -> true)).isFalse();
        assertThat(gone.expire(at(301), ip -> false)).isTrue();
        assertThat(gone.size()).isZero();
    }

    @Test
    void ofTooManyTheOldestIsForgotten() {
        gone.take(OwnerNews.ended(POD, at(0).wall()), at(0));
        gone.take(OwnerNews.ended(VIP, at(1).wall()), at(1));
        gone.take(OwnerNews.ended(Flows.CLIENT, at(2).wall()), at(2));
        assertThat(gone.open()).containsExactlyInAnyOrder(VIP, Flows.CLIENT);
        assertThat(gone.owed()).doesNotContain(POD);
    }

    @Test
    void aHoldIsOverSoLongAfterTheEndAndToldOnce() {
        gone.take(OwnerNews.ended(POD, at(1).wall()), at(1.5));
        assertThat(gone.holdOver(at(2.999).wall(), ip -> true)).as("not yet").isEmpty();
        assertThat(gone.holdOver(at(3.5).wall(), ip -> true)).contains(at(3).wall());
        assertThat(gone.holdOver(at(3.6).wall(), ip -> true)).as("told before").isEmpty();
    }

    @Test
    void ofSeveralHoldsThatAreOverTheLastOneCountsWhoseAddressIsReached() {
        gone.take(OwnerNews.ended(POD, at(1).wall()), at(1.5));
        gone.take(OwnerNews.ended(VIP, at(2).wall()), at(2.5));
        assertThat(gone.holdOver(at(9).wall(), POD::equals)).contains(at(3).wall());
        gone.take(OwnerNews.ended(POD, at(10).wall()), at(10));
        gone.take(OwnerNews.taken(VIP, at(11).wall()), at(11));
        assertThat(gone.holdOver(at(19).wall(), ip -> true)).contains(at(13).wall());
    }

    @Test
    void newsOfOneAddressInOneKeepTheTimeOfTheLastEnd() {
        var ended = OwnerNews.ended(POD, at(1).wall());
        assertThat(ended.then(OwnerNews.owned(POD, at(2).wall()))).isEqualTo(OwnerNews.taken(POD, at(1).wall()));
        assertThat(ended.then(OwnerNews.ended(POD, at(2).wall()))).isEqualTo(OwnerNews.ended(POD, at(2).wall()));
    }

    @Test
    void endsAreRecentForSoLong() {
        gone.take(OwnerNews.ended(POD, at(0).wall()), at(0));
        assertThat(gone.endedWithin(Duration.ofSeconds(10), at(9.999))).containsExactly(POD);
        assertThat(gone.endedWithin(Duration.ofSeconds(10), at(10))).isEmpty();
    }
}
