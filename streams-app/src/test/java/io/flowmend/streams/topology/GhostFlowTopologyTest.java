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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GhostFlowTopologyTest {

    @TempDir
    Path state;

    private PipelineDriver driver;
    private GhostWorld ghosts;
    private World world;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        ghosts = new GhostWorld(driver);
        world = ghosts.world;
        world.known(0.5);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private List<FindingState> states() {
        return driver.findings().stream().map(Finding::getState).toList();
    }

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
