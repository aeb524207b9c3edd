/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Confidence;
import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.finding.Severity;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.FlowKind;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A ghost flow through the topology, from its evidence to its end. */
class GhostFlowTopologyTest extends GhostCase {

    @Test
    void aFlowToADeletedBackendIsFoundAtItsDeadlineWithItsEvidence() {
        // Given
        ghosts.ghost();
        // When
        world.known(11.999);
        var before = driver.findings();
        world.known(12);
        // Then: the owner ended at 10 s, the hold is 2 s
        assertThat(before).isEmpty();
        var findings = driver.findings();
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.getCauseClass()).isEqualTo("udp-entry/blackhole");
        assertThat(finding.getSeverity()).isEqualTo(Severity.WARNING);
        assertThat(finding.getConfidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.getDetectedAt()).isEqualTo(at(12));
        assertThat(finding.getBrokenAt()).isEqualTo(at(11));
        assertThat(finding.getSubject().getPodUid()).isEqualTo(GhostWorld.FORMER);
        assertThat(finding.getSubject().getAddress()).isEqualTo(GhostWorld.ADDRESS);
        var remedy = Objects.requireNonNull(finding.getRemedy());
        assertThat(remedy.getAction()).isEqualTo(Action.DELETE_CONNTRACK_ENTRIES);
        assertThat(remedy.getCause()).isEqualTo(Cause.OWNER_GONE);
        assertThat(remedy.getGoneSince()).isEqualTo(at(10));
        assertThat(remedy.getServiceAddress()).isEqualTo(World.VIP);
        assertThat(remedy.getEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getSeenAt()).isEqualTo(at(11.9)));
        assertThat(finding.getEvidence())
                .extracting(Evidence::getTopic)
                .containsExactly(
                        "flowmend.k8s.pods",
                        "flowmend.k8s.endpointslices",
                        "flowmend.node.flows",
                        "flowmend.node.flows",
                        "flowmend.node.status");
    }

    @Test
    void flowsAboveTheBoundAreOneRecordAndTheRestFollowsWhenThereIsRoom() {
        // Given
        ghosts.healthy();
        ghosts.ended();
        world.known(10.2);
        for (var port = 1; port <= 1100; port++) {
            ghosts.sees(10.5, FlowKind.SEEN, port);
        }
        for (var port = 1; port <= 1100; port++) {
            ghosts.sees(11.5 + port * 1e-5, FlowKind.REFRESHED, port);
        }
        // When
        world.known(12);
        // Then
        var findings = driver.findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().getBlast().getFlows()).isEqualTo(1100);
        assertThat(findings.getFirst().getEvidence()).hasSizeLessThanOrEqualTo(25);
        var listed = Objects.requireNonNull(findings.getFirst().getRemedy()).getEntries();
        assertThat(listed).hasSize(1024);
        // When: all that were listed are removed
        for (var entry : listed) {
            ghosts.sees(
                    13,
                    FlowKind.DESTROYED,
                    entry.getOriginal().getSourcePort(),
                    gone -> gone.setAuthor(new Author(4711L, "flowmend")));
        }
        world.known(14);
        // Then: the rest is the next remedy of the same finding
        var more = driver.findings();
        assertThat(more).extracting(Finding::getState).containsExactly(FindingState.OPEN);
        assertThat(more.getFirst().getId()).isEqualTo(findings.getFirst().getId());
        assertThat(Objects.requireNonNull(more.getFirst().getRemedy()).getEntries())
                .hasSize(76)
                .doesNotContainAnyElementsOf(listed);
        // When
        for (var entry : Objects.requireNonNull(more.getFirst().getRemedy()).getEntries()) {
            ghosts.sees(15, FlowKind.DESTROYED, entry.getOriginal().getSourcePort());
        }
        world.known(16);
        // Then
        var end = driver.findings();
        assertThat(end).extracting(Finding::getState).containsExactly(FindingState.HEALED_BY_OTHERS);
        assertThat(end.getFirst().getRemedy()).isNull();
        assertThat(end.getFirst().getTransitions().getLast().getReason()).contains("flowmend (netlink port 4711)");
        assertThat(end.getFirst().getTransitions().getLast().getNetlinkPort()).isEqualTo(4711L);
    }

    @Test
    void aSocketThatRetransmitsToNobodyIsAFindingUntilItIsAcknowledged() {
        // Given
        world.service(1, service -> {});
        ghosts.pod(1, "traps-0", GhostWorld.FORMER);
        ghosts.tcpToo(1.1);
        world.known(2);
        ghosts.ended();
        world.known(10.5);
        // When
        ghosts.socket(11, FlowKind.SEEN, 1, 1999);
        world.known(12.5);
        var young = driver.findings();
        ghosts.socket(13, FlowKind.REFRESHED, 4, 4000);
        world.known(14);
        // Then
        assertThat(young).isEmpty();
        var found = driver.findings();
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.getCauseClass()).isEqualTo("half-open/blackhole");
            var remedy = Objects.requireNonNull(finding.getRemedy());
            assertThat(remedy.getAction()).isEqualTo(Action.DESTROY_SOCKETS);
            assertThat(remedy.getSockets()).singleElement().satisfies(socket -> {
                assertThat(socket.getCookie()).isEqualTo(77);
                assertThat(socket.getTuple().getDestination()).isEqualTo(World.VIP);
            });
        });
        // When
        ghosts.socket(15, FlowKind.UPDATED, 0, 10);
        world.known(16);
        // Then
        assertThat(states()).containsExactly(FindingState.WITHDRAWN);
    }

    @Test
    void whatTheKernelDropsExpiresAndWhatIsNotUsedIsNoFinding() {
        // Given
        ghosts.ghost();
        world.known(12);
        // When: used until 11.9 s, so it ends at 41.9 s and may be reported until 46.9 s
        world.known(46.8);
        var before = driver.findings();
        world.known(47);
        // Then
        assertThat(before).extracting(Finding::getState).containsExactly(FindingState.OPEN);
        assertThat(states()).containsExactly(FindingState.EXPIRED);
        // Given
        ghosts.sees(48, FlowKind.SEEN, 6000);
        // When
        world.known(60);
        // Then
        assertThat(states()).isEmpty();
    }
}
