/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.telemetry.FlowKind;
import org.junit.jupiter.api.Test;

/** Records of several topics in any order, doubled, late or missing. */
class GhostFlowOrderTopologyTest extends GhostCase {

    @Test
    void theOrderInWhichTopicsAreReadChangesNothing() {
        // Given: all that the node says comes before the first word of the API
        ghosts.sees(11, FlowKind.SEEN, 5000);
        ghosts.sees(11.9, FlowKind.REFRESHED, 5000);
        world.nodeKnown(12.4);
        assertThat(driver.findings()).isEmpty();
        // When
        ghosts.healthyWithoutMarks();
        ghosts.ended();
        world.apiKnown(12.5);
        // Then
        assertThat(driver.findings()).extracting(Finding::getDetectedAt).containsExactly(at(12));
    }

    @Test
    void whatIsSaidTwiceIsTakenOnce() {
        // Given
        ghosts.healthy();
        ghosts.ended();
        ghosts.ended();
        world.known(10.5);
        driver.twice(() -> ghosts.sees(11, FlowKind.SEEN, 5000));
        driver.twice(() -> ghosts.sees(11.9, FlowKind.REFRESHED, 5000));
        // When
        world.known(13);
        world.known(14);
        // Then
        assertThat(driver.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.getBlast().getFlows()).isEqualTo(1));
    }

    @Test
    void nothingIsConcludedBeforeThePodsAreKnown() {
        // Given
        ghosts.ghost();
        // When: services and node are known, pods are not
        world.nodeKnown(13);
        world.servicesKnown(13);
        // Then
        assertThat(driver.findings()).isEmpty();
        world.apiKnown(13.1);
        assertThat(driver.findings()).hasSize(1);
    }

    @Test
    void aPodThatComesAfterItsTimeWasPassedGoesToLate() {
        ghosts.healthy();
        ghosts.pod(1.5, "other-0", "stranger");
        assertThat(driver.late())
                .singleElement()
                .satisfies(late -> assertThat(late.getTopic()).isEqualTo("flowmend.k8s.pods"));
    }

    @Test
    void nothingIsConcludedOverAGapOfTheWatchAndAfterItWhatStillHoldsIs() {
        ghosts.ghost();
        world.nodeKnown(14);
        world.apiKnown(13, at(11.5), at(13.5));
        assertThat(driver.findings()).isEmpty();
        ghosts.sees(14.5, FlowKind.REFRESHED, 5000);
        world.known(15);
        assertThat(driver.findings()).extracting(Finding::getDetectedAt).containsExactly(at(13.6));
    }
}
