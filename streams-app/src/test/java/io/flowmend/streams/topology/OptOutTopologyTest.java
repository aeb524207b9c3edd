/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.remediation.Verdict;
import io.flowmend.schemas.telemetry.FlowKind;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ghost flows are found when the hold is over: the service, or its whole namespace, may have been deleted by then. */
class OptOutTopologyTest extends PlannerCase {

    private static final Map<String, String> OFF = Map.of("flowmend.io/remediation", "off");

    private PipelineDriver pipeline;
    private GhostWorld ghosts;

    @BeforeEach
    void begin() throws Exception {
        begin(Map.of());
    }

    private void begin(Map<String, String> more) throws Exception {
        pipeline = start(more);
        ghosts = new GhostWorld(pipeline, world);
    }

    private static Consumer<ServiceState.Builder> saying(Map<String, String> annotations) {
        return service -> service.setAnnotations(annotations);
    }

    /** The pod ends at 10 s and then its service, the flow goes on, and 2 s after the pod it is a ghost. */
    private void deletedBeforeTheFinding(Map<String, String> annotations) {
        world.service(1, saying(annotations));
        ghosts.pod(1, "traps-0", GhostWorld.FORMER);
        world.slice(1.1, true, "node-b");
        world.known(2);
        ghosts.ended();
        world.serviceDeleted(10.2, saying(annotations));
        pipeline.tombstone(Topics.SERVICES, PipelineDriver.CLUSTER + "/default/traps/svc-1", at(10.2));
        flowGoesOn();
    }

    private void flowGoesOn() {
        ghosts.sees(11, FlowKind.SEEN, 5000);
        ghosts.sees(11.9, FlowKind.REFRESHED, 5000);
        world.known(12);
    }

    private void assertLeftAlone(String who) {
        assertThat(pipeline.findings()).hasSize(1);
        assertThat(pipeline.commands()).isEmpty();
        assertThat(pipeline.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getVerdict()).isEqualTo(Verdict.NEVER);
            assertThat(decision.getReason()).isEqualTo(who + " opted out by flowmend.io/remediation: off");
        });
    }

    @Test
    void aServiceThatDidNotOptOutIsMendedAfterItsDeletion() {
        deletedBeforeTheFinding(Map.of());
        assertThat(command(pipeline).getIssuedAt()).isEqualTo(at(12));
    }

    @Test
    void aServiceThatOptedOutIsLeftAloneAfterItsDeletion() {
        deletedBeforeTheFinding(OFF);
        assertLeftAlone("service default/traps");
    }

    @Test
    void alsoInAReplay() throws Exception {
        pipeline.close();
        begin(Map.of("streams.replay", "true"));
        deletedBeforeTheFinding(OFF);
        Topics.all().stream().filter(topic -> topic.role() == Topic.Role.INPUT).forEach(pipeline::end);
        assertLeftAlone("service default/traps");
    }

    @Test
    void aNamespaceThatOptedOutIsLeftAloneAfterItsDeletion() {
        ghosts.healthy();
        pipeline.namespace("default", OFF, at(2.5));
        ghosts.ended();
        world.serviceDeleted(10.2);
        pipeline.namespaceDeleted("default", OFF, at(10.3));
        pipeline.tombstone(Topics.NAMESPACES, PipelineDriver.CLUSTER + "/default", at(10.3));
        flowGoesOn();
        assertLeftAlone("namespace default");
    }

    @Test
    void anOptOutEndsWhenTheServiceIsThereAgainWithoutIt() {
        // Given
        deletedBeforeTheFinding(OFF);
        assertThat(pipeline.commands()).isEmpty();
        // When
        world.service(12.5, service -> service.setUid("svc-2"));
        ghosts.sees(13, FlowKind.SEEN, 6000);
        ghosts.sees(13.9, FlowKind.REFRESHED, 6000);
        world.known(16);
        // Then
        assertThat(pipeline.commands()).hasSize(1);
    }
}
