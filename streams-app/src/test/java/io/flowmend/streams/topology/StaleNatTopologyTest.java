/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.NODE;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.telemetry.FlowKind;
import org.junit.jupiter.api.Test;

class StaleNatTopologyTest extends WorldCase {

    @Test
    void aFlowThatBeganBeforeItsBackendIsFoundOnceWithItsEvidence() {
        // Given
        world.brokenFlow();
        // When
        world.known(7);
        world.known(8);
        // Then
        var findings = driver.findings();
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.getState()).isEqualTo(FindingState.OPEN);
        assertThat(finding.getBrokenAt()).isEqualTo(at(6));
        assertThat(finding.getDetectedAt()).isEqualTo(at(6.1));
        assertThat(finding.getSubject().getFlow()).isEqualTo("10.1.0.2:5000 -> 203.0.113.7:162/udp");
        assertThat(finding.getEvidence())
                .extracting(Evidence::getTopic)
                .containsExactly(
                        "flowmend.node.flows",
                        "flowmend.node.flows",
                        "flowmend.k8s.services",
                        "flowmend.k8s.endpointslices",
                        "flowmend.node.status");
        assertThat(finding.getEvidence())
                .last()
                .extracting(Evidence::getEventTime)
                .isEqualTo(at(7));
    }

    @Test
    void nothingIsConcludedBeforeTheNodeIsKnown() {
        // Given
        world.brokenFlow();
        // When
        world.apiKnown(7);
        // Then
        assertThat(driver.findings()).isEmpty();
        world.nodeKnown(7);
        assertThat(driver.findings()).hasSize(1);
    }

    @Test
    void anotherPartysRemovalHealsIt() {
        // Given
        world.brokenFlow();
        world.known(7);
        // When
        world.removedBy(7.05, "kube-proxy");
        world.known(8);
        // Then
        assertThat(driver.findings())
                .extracting(Finding::getState)
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aRemovalWithinTheSkewBoundLeavesNoFinding() {
        // Given
        world.brokenFlow();
        // When
        world.removedBy(6.05, "kube-proxy");
        world.known(8);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void itExpiresWhenNobodySendsAnyMore() {
        // Given
        world.brokenFlow();
        world.known(7);
        // When: created at 2.5 s, in use until 5 s, so it ends at 35 s and may be reported until 40 s
        world.known(39.9);
        var before = driver.findings();
        world.known(41);
        // Then
        assertThat(before)
                .extracting(Finding::getState)
                .as("opened, and told again once nobody else heals it")
                .containsExactly(FindingState.OPEN, FindingState.OPEN);
        assertThat(driver.findings()).extracting(Finding::getState).containsExactly(FindingState.EXPIRED);
    }

    @Test
    void itIsWithdrawnWhenTheBackendGoes() {
        // Given
        world.brokenFlow();
        world.known(7);
        // When
        world.slice(8, false, NODE);
        world.known(9);
        // Then
        assertThat(driver.findings())
                .extracting(Finding::getState)
                .containsExactly(FindingState.OPEN, FindingState.WITHDRAWN);
    }

    @Test
    void nothingIsConcludedOverAGapOfTheWatch() {
        // Given: the watch was cut after 5.5 s; the changes of 6 s and 7 s arrive together at 9.5 s
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.entryInUse();
        world.known(5.5);
        world.slice(9.5, true, NODE);
        world.nodeKnown(9.7);
        world.slice(9.8, false, NODE);
        // When
        world.apiKnown(9.45, at(5.5), at(9.81));
        world.known(11);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    @Test
    void afterAGapWhatStillHoldsIsConcluded() {
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.entryInUse();
        world.known(5.5);
        world.slice(9.5, true, NODE);
        world.nodeKnown(9.4);
        world.apiKnown(9.45, at(5.5), at(9.81));
        world.sees(9.6, FlowKind.REFRESHED);
        world.known(11);
        assertThat(driver.findings()).extracting(Finding::getDetectedAt).containsExactly(at(9.81));
    }

    @Test
    void nothingIsConcludedOverLostEvents() {
        world.service(1, service -> {});
        world.slice(1.1, false, NODE);
        world.entryInUse();
        world.known(5.5);
        world.slice(6, true, NODE);
        world.sees(6.5, FlowKind.DESTROYED);
        world.lostSomething();
        world.known(7);
        assertThat(driver.findings()).isEmpty();
    }
}
