/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Confidence;
import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.finding.Severity;
import io.flowmend.schemas.telemetry.FlowKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who had the address, for how long that is remembered, and who has it now. */
class GhostFlowOwnerTopologyTest extends GhostCase {

    @Test
    void aStrangerOnTheAddressMakesItAMisdelivery() {
        // Given
        ghosts.ghost();
        world.known(12);
        // When
        ghosts.pod(13, "other-0", "stranger");
        world.known(13.099);
        var before = driver.findings();
        world.known(13.1);
        // Then: the flow was lost before the stranger came, so that only the clocks are waited for
        assertThat(before).extracting(Finding::getCauseClass).containsExactly("udp-entry/blackhole");
        var raised = driver.findings();
        assertThat(raised).hasSize(1);
        assertThat(raised.getFirst().getId()).isEqualTo(before.getFirst().getId());
        assertThat(raised.getFirst().getCauseClass()).isEqualTo("udp-entry/misdelivery");
        assertThat(raised.getFirst().getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(raised.getFirst().getMisdelivery()).isTrue();
        assertThat(raised.getFirst().getEvidence())
                .extracting(Evidence::getSays)
                .anyMatch(says -> says.startsWith("pod default/other-0 (stranger) owns 10.244.1.5"));
    }

    @Test
    void aNewPodThatBecomesABackendIsNoStranger() {
        ghosts.ghost();
        world.known(12);
        ghosts.pod(13, "traps-1", "pod-2");
        ghosts.backend(13.05, "pod-2");
        world.known(16);
        assertThat(states()).containsExactly(FindingState.OPEN, FindingState.WITHDRAWN);
    }

    @Test
    void theSamePodOfASetIsNoStranger() {
        ghosts.ghost();
        world.known(12);
        ghosts.pod(13, "traps-0", "pod-2");
        world.known(16);
        assertThat(states()).containsExactly(FindingState.OPEN, FindingState.WITHDRAWN);
    }

    @Test
    void answersFromAStrangersAddressNeedAPerson() {
        ghosts.healthy();
        ghosts.ended();
        ghosts.pod(10.2, "other-0", "stranger");
        world.known(10.5);
        ghosts.sees(11, FlowKind.SEEN, 5000, entry -> entry.setStatus(2 | 8));
        ghosts.sees(13, FlowKind.REFRESHED, 5000, entry -> entry.setStatus(2 | 8));
        world.known(14);
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getCauseClass()).isEqualTo("udp-entry/misdelivery-answered");
            assertThat(finding.getConfidence()).isEqualTo(Confidence.LIKELY);
            assertThat(finding.getRemedy().getAnswered()).isTrue();
        });
    }

    @Test
    void aSliceWithoutATargetGivesAdviceOnly() {
        world.service(1, service -> {});
        ghosts.pod(1, "traps-0", GhostWorld.FORMER);
        ghosts.backend(1.1, null);
        world.known(2);
        ghosts.ended();
        world.known(10.5);
        ghosts.sees(11, FlowKind.SEEN, 5000);
        ghosts.sees(11.9, FlowKind.REFRESHED, 5000);
        world.known(13);
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getCauseClass()).isEqualTo("udp-entry/blackhole-unnamed");
            assertThat(finding.getConfidence()).isEqualTo(Confidence.LIKELY);
            assertThat(finding.getRemedy()).isNull();
        });
    }

    @Test
    void aFormerOwnerIsForgottenAfterItsMemory() {
        // Given
        ghosts.healthy();
        ghosts.ended();
        world.known(11);
        var day = 24 * 3600.0;
        // When
        world.known(day + 20);
        world.known(day + 21);
        ghosts.sees(day + 22, FlowKind.SEEN, 5000);
        ghosts.sees(day + 24, FlowKind.REFRESHED, 5000);
        world.known(day + 30);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void aFormerOwnerIsRememberedThatLong() {
        ghosts.healthy();
        ghosts.ended();
        world.known(11);
        var day = 24 * 3600.0;
        world.known(day - 20); // an hour ahead of the API is not believed
        world.known(day - 19.5);
        ghosts.sees(day - 19, FlowKind.SEEN, 5000);
        ghosts.sees(day - 17, FlowKind.REFRESHED, 5000);
        world.known(day - 16);
        assertThat(driver.findings()).hasSize(1);
        // and an open finding outlives the memory while its flow goes on
        for (var second = -15.0; second < 20; second += 5) {
            ghosts.sees(day + second, FlowKind.REFRESHED, 5000);
            world.known(day + second + 1);
        }
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void aTerminatingPodWithoutItsNetworkHasEnded() {
        ghosts.healthy();
        ghosts.pod(
                10,
                "traps-0",
                GhostWorld.FORMER,
                false,
                pod -> pod.setDeletionTimestamp(at(40)).setAnnotations(Map.of("cni.projectcalico.org/podIP", "")));
        world.known(10.5);
        ghosts.sees(11, FlowKind.SEEN, 5000);
        ghosts.sees(11.9, FlowKind.REFRESHED, 5000);
        world.known(13);
        assertThat(states()).containsExactly(FindingState.OPEN);
    }
}
