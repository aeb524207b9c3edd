/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import static io.flowmend.streams.ownership.Pods.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {

    private static final String CALICO = "cni.projectcalico.org/podIP";
    private static final String CALICO_ALL = "cni.projectcalico.org/podIPs";
    private static final String AWS = "vpc.amazonaws.com/pod-ips";

    private final Pods pods = new Pods();
    private final List<String> said = new ArrayList<>();
    private Ownership state = Ownership.NONE;

    private OwnershipTest on(PodFact pod) {
        var step = state.on(pod);
        state = step.next();
        for (var owner : step.changes()) {
            said.add(owner.address()
                    + owner.until()
                            .map(end -> " " + end.why())
                            .orElse(owner.living().isPresent() ? "" : " not living"));
        }
        return this;
    }

    @Test
    void aPodOwnsItsAddressFromTheFirstRecordThatShowsIt() {
        on(pods.running());
        on(pods.running("10.0.0.6"));
        on(pods.running("10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6");
        assertThat(state.held().get("10.0.0.6")).satisfies(owner -> {
            assertThat(owner.from()).isEqualTo(at(2));
            assertThat(owner.has(at(2))).isTrue();
            assertThat(owner.has(at(1))).isFalse();
        });
    }

    @Test
    void theHostsNetworkAndAPodWithoutANodeOwnNothing() {
        on(pods.hostNetwork("192.0.2.1"));
        on(pods.unscheduled("10.0.0.6"));
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Failed"})
    void aFinishedPodOwnsNothingAlthoughItShowsAnAddress(String phase) {
        on(pods.running("10.0.0.6"));
        on(pods.phase(phase, "10.0.0.6"));
        on(pods.phase(phase, "10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6", "10.0.0.6 FINISHED");
    }

    /** kubernetes #125370: Running 10.244.0.6, Succeeded without, Succeeded 10.244.0.6. */
    @Test
    void anAddressThatVanishesFromTheStatusIsNoRelease() {
        on(pods.running("10.244.0.6"));
        on(pods.running());
        assertThat(said).containsExactly("10.244.0.6");
        on(pods.phase("Succeeded"));
        on(pods.phase("Succeeded", "10.244.0.6"));
        assertThat(said).containsExactly("10.244.0.6", "10.244.0.6 FINISHED");
    }

    @ParameterizedTest
    @ValueSource(strings = {CALICO, AWS})
    void aTerminatingPodWhoseCniTookTheNetworkAwayOwnsNothing(String annotation) {
        on(pods.running("10.0.0.6"));
        on(pods.terminating(Map.of(annotation, "10.0.0.6/32"), "10.0.0.6"));
        assertThat(said).as("its grace period").containsExactly("10.0.0.6", "10.0.0.6 not living");
        on(pods.terminating(Map.of(annotation, ""), "10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6", "10.0.0.6 not living", "10.0.0.6 NETWORK_REMOVED");
    }

    @Test
    void anEmptyAnnotationOfAPodThatIsNotTerminatingSaysNothing() {
        on(pods.running("10.0.0.6"));
        on(pods.annotated(Map.of(CALICO, ""), "10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6");
    }

    @Test
    void theStatusIsBelievedBeforeTheAnnotationsAndTheseInTheirOrder() {
        var all = Map.of(CALICO_ALL, "10.0.0.1/32", CALICO, "10.0.0.2/32", AWS, "10.0.0.3");
        assertThat(Claim.of(pods.annotated(all, "10.0.0.9"))).isEqualTo(new Claim.Owns(List.of("10.0.0.9")));
        assertThat(Claim.of(pods.annotated(all))).isEqualTo(new Claim.Owns(List.of("10.0.0.1")));
        assertThat(Claim.of(pods.annotated(Map.of(CALICO, "10.0.0.2/32", AWS, "10.0.0.3"))))
                .isEqualTo(new Claim.Owns(List.of("10.0.0.2")));
        assertThat(Claim.of(pods.annotated(Map.of(AWS, "10.0.0.3, 10.0.0.4"))))
                .isEqualTo(new Claim.Owns(List.of("10.0.0.3")));
    }

    @Test
    void aSandboxMadeAnewLetsGoOfTheOldAddressAndThePodLivesOn() {
        on(pods.running("10.0.0.6"));
        on(pods.running("10.0.0.7"));
        on(pods.deleted(Map.of(), "10.0.0.7"));
        assertThat(said).containsExactly("10.0.0.6", "10.0.0.6 ADDRESS_CHANGED", "10.0.0.7", "10.0.0.7 DELETED");
        assertThat(Release.ADDRESS_CHANGED.isEnd()).isFalse();
    }

    @Test
    void eachFamilyHasARecordAndOneThatIsNotShownIsKept() {
        on(pods.running("10.0.0.6", "FD00::6"));
        on(pods.running("10.0.0.6"));
        assertThat(said).containsExactlyInAnyOrder("10.0.0.6", "fd00:0:0:0:0:0:0:6");
        on(pods.deleted(Map.of()));
        assertThat(said).contains("10.0.0.6 DELETED", "fd00:0:0:0:0:0:0:6 DELETED");
    }

    @Test
    void anotherAddressOfOneFamilyLeavesTheOtherFamilyAlone() {
        on(pods.running("10.0.0.6", "FD00::6"));
        on(pods.running("10.0.0.6", "FD00::7"));
        assertThat(said)
                .containsExactly(
                        "10.0.0.6", "fd00:0:0:0:0:0:0:6", "fd00:0:0:0:0:0:0:6 ADDRESS_CHANGED", "fd00:0:0:0:0:0:0:7");
        assertThat(state.held()).containsOnlyKeys("10.0.0.6", "fd00:0:0:0:0:0:0:7");
    }

    @Test
    void ofAFamilyTheFirstAddressCounts() {
        assertThat(Claim.of(pods.running("FD00::6", "10.0.0.6", "FD00::7")))
                .isEqualTo(new Claim.Owns(List.of("fd00:0:0:0:0:0:0:6", "10.0.0.6")));
    }

    @Test
    void deletingAMirrorPodEndsNothingOnItsNode() {
        on(pods.running("10.0.0.6"));
        on(pods.deleted(Map.of("kubernetes.io/config.mirror", "x"), "10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6", "10.0.0.6 MIRROR_DELETED");
        assertThat(Release.MIRROR_DELETED.isEnd()).isFalse();
    }

    @Test
    void aPodLivesOnItsAddressWhileItRunsAndIsMeantToStay() {
        on(pods.phase("Pending", "10.0.0.6"));
        on(pods.running("10.0.0.6"));
        on(pods.running());
        on(pods.terminating(Map.of(), "10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6 not living", "10.0.0.6", "10.0.0.6 not living");
        assertThat(state.held().get("10.0.0.6")).satisfies(owner -> {
            assertThat(owner.from()).isEqualTo(at(1));
            assertThat(owner.last().time()).isEqualTo(at(4));
        });
    }

    @Test
    void aTerminatingPodDoesNotLiveOnItsAddressThoughItsStatusShowsItNoMore() {
        on(pods.running("10.0.0.6"));
        on(pods.terminating(Map.of()));
        assertThat(said).containsExactly("10.0.0.6", "10.0.0.6 not living");
    }

    /** A producer may repeat what it wrote: what came after it still counts. */
    @Test
    void anOldVersionThatIsReadAgainChangesNothing() {
        var pending = pods.phase("Pending", "10.0.0.6");
        on(pending).on(pods.running("10.0.0.6")).on(pending);
        assertThat(said).containsExactly("10.0.0.6 not living", "10.0.0.6");
        on(pods.terminating(Map.of(), "10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6 not living", "10.0.0.6", "10.0.0.6 not living");
    }

    @Test
    void aMachinesPodSharesItsAddressAndDoesNotLiveThereAlone() {
        on(pods.sharing().running("10.0.0.6"));
        assertThat(said).containsExactly("10.0.0.6 not living");
        assertThat(KubeVirt.isMachine(Map.of("kubevirt.io", "virt-launcher"))).isTrue();
        assertThat(KubeVirt.isMachine(Map.of("kubevirt.io/domain", "vm"))).isTrue();
        assertThat(KubeVirt.isMachine(Map.of("kubevirt.iot", "x"))).isFalse();
    }

    @Test
    void whatIsNoAddressIsRefusedByName() {
        assertThatThrownBy(() -> on(pods.running("face")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("face");
    }
}
