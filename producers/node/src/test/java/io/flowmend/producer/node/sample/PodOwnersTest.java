/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodOwnersTest {

    private static final Ip ONE = Ip.parse("10.1.0.1");
    private static final Ip OTHER = Ip.parse("fd00::1");
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final PodClaim.Ended END = new PodClaim.Ended();

    private final PodOwners owners = new PodOwners();

    @Test
    void anAddressIsOwnedFromItsPodsFirstWordToItsEnd() {
        assertThat(owners.claim("a", live(ONE, OTHER), T0))
                .containsExactlyInAnyOrder(OwnerNews.owned(ONE, T0), OwnerNews.owned(OTHER, T0));
        assertThat(owners.claim("a", live(ONE, OTHER), T0)).isEmpty();
        assertThat(owners.owned(ONE)).isTrue();
        assertThat(owners.claim("a", END, T0))
                .containsExactlyInAnyOrder(OwnerNews.ended(ONE, T0), OwnerNews.ended(OTHER, T0));
        assertThat(owners.owned(ONE)).isFalse();
        assertThat(owners.claim("a", END, T0)).isEmpty();
        assertThat(owners.size()).isZero();
    }

    @Test
    void anAddressThatVanishedFromALivePodIsStillItsOwn() {
        owners.claim("a", live(ONE), T0);
        assertThat(owners.claim("a", live(), T0)).isEmpty();
        assertThat(owners.claim("a", live(OTHER), T0)).containsExactly(OwnerNews.owned(OTHER, T0));
        assertThat(owners.owned(ONE)).isTrue();
    }

    @Test
    void anotherPodWithTheAddressTakesItOver() {
        owners.claim("a", live(ONE), T0);
        assertThat(owners.claim("b", live(ONE), T0)).containsExactly(OwnerNews.taken(ONE, T0));
        assertThat(owners.claim("a", END, T0)).as("the other one lives").isEmpty();
        assertThat(owners.claim("b", END, T0)).containsExactly(OwnerNews.ended(ONE, T0));
    }

    @Test
    void theAddressOfANodeNeverEnds() {
        owners.claim("a", new PodClaim.Live(Set.of(), Set.of(ONE)), T0);
        owners.claim("b", new PodClaim.Live(Set.of(ONE), Set.of(ONE)), T0);
        assertThat(owners.claim("b", END, T0))
                .as("a pod that shows its node's address as its own")
                .isEmpty();
        assertThat(owners.owned(ONE)).isTrue();
        assertThat(owners.claim("a", END, T0)).isEmpty();
        assertThat(owners.owned(ONE)).as("nobody speaks of that node any more").isFalse();
    }

    @Test
    void aPodThatChangesItsAddressWithoutEndReleasesTheOldestInTheEnd() {
        for (var i = 0; i < 16; i++) {
            owners.claim("a", live(Ip.ofV4(i)), T0);
        }
        assertThat(owners.claim("a", live(ONE), T0))
                .containsExactlyInAnyOrder(OwnerNews.owned(ONE, T0), OwnerNews.ended(Ip.ofV4(0), T0));
    }

    private static PodClaim live(Ip... own) {
        return new PodClaim.Live(Set.of(own), Set.of());
    }
}
