/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodOwnersTest {

    private static final Ip ONE = Ip.parse("10.1.0.1");
    private static final Ip OTHER = Ip.parse("fd00::1");
    private static final PodClaim.Ended END = new PodClaim.Ended();

    private final PodOwners owners = new PodOwners();

    @Test
    void anAddressIsOwnedFromItsPodsFirstWordToItsEnd() {
        assertThat(owners.claim("a", live(ONE, OTHER)))
                .containsExactlyInAnyOrder(OwnerNews.owned(ONE), OwnerNews.owned(OTHER));
        assertThat(owners.claim("a", live(ONE, OTHER))).isEmpty();
        assertThat(owners.owned(ONE)).isTrue();
        assertThat(owners.claim("a", END)).containsExactlyInAnyOrder(OwnerNews.ended(ONE), OwnerNews.ended(OTHER));
        assertThat(owners.owned(ONE)).isFalse();
        assertThat(owners.claim("a", END)).isEmpty();
        assertThat(owners.size()).isZero();
    }

    @Test
    void anAddressThatVanishedFromALivePodIsStillItsOwn() {
        owners.claim("a", live(ONE));
        assertThat(owners.claim("a", live())).isEmpty();
        assertThat(owners.claim("a", live(OTHER))).containsExactly(OwnerNews.owned(OTHER));
        assertThat(owners.owned(ONE)).isTrue();
    }

    @Test
    void anotherPodWithTheAddressTakesItOver() {
        owners.claim("a", live(ONE));
        assertThat(owners.claim("b", live(ONE))).containsExactly(OwnerNews.taken(ONE));
        assertThat(owners.claim("a", END)).as("the other one lives").isEmpty();
        assertThat(owners.claim("b", END)).containsExactly(OwnerNews.ended(ONE));
    }

    @Test
    void theAddressOfANodeNeverEnds() {
        owners.claim("a", new PodClaim.Live(Set.of(), Set.of(ONE)));
        owners.claim("b", new PodClaim.Live(Set.of(ONE), Set.of(ONE)));
        assertThat(owners.claim("b", END))
                .as("a pod that shows its node's address as its own")
                .isEmpty();
        assertThat(owners.owned(ONE)).isTrue();
        assertThat(owners.claim("a", END)).isEmpty();
        assertThat(owners.owned(ONE)).as("nobody speaks of that node any more").isFalse();
    }

    @Test
    void aPodThatChangesItsAddressWithoutEndReleasesTheOldestInTheEnd() {
        for (var i = 0; i < 16; i++) {
            owners.claim("a", live(Ip.ofV4(i)));
        }
        assertThat(owners.claim("a", live(ONE)))
                .containsExactlyInAnyOrder(OwnerNews.owned(ONE), OwnerNews.ended(Ip.ofV4(0)));
    }

    private static PodClaim live(Ip... own) {
        return new PodClaim.Live(Set.of(own), Set.of());
    }
}
