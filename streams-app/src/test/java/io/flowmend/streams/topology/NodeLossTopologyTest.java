/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.VIP;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.finding.Confidence;
import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.telemetry.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both forms through the whole topology: node-a carries connections to a pod on node-p, dies at 10 s, node-b resets. */
class NodeLossTopologyTest {

    @TempDir
    Path state;

    private PipelineDriver driver;
    private World world;
    private LossWorld nodes;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new World(driver);
        nodes = new LossWorld(driver, world);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void service(Map<String, String> annotations) {
        world.service(
                1,
                service -> service.setPorts(List.of(new ServicePort("web", "TCP", 443, 0)))
                        .setAnnotations(annotations));
        world.slice(1.1, true, "node-p", slice -> slice.setPorts(List.of(new EndpointPort("web", "TCP", 443))));
        nodes.ready("node-a", 1.2, "True");
        nodes.ready("node-b", 1.3, "True");
        nodes.knows("node-a", 2);
        nodes.knows("node-b", 2);
    }

    private void maglev() {
        service(Map.of("kube-router.io/service.dsr", "tunnel", "kube-router.io/service.scheduler", "mh"));
    }

    private void resets(double at, String client) {
        nodes.resets("node-b", at, new Tuple(VIP, client, 443, 5000));
    }

    /** The dead node says nothing; node-b and the API go on, and the watch on nodes has a bookmark now and then. */
    private void goOn(double from, double until) {
        for (var second = from; second <= until; second += 2) {
            nodes.knows("node-b", second);
            world.apiKnown(second);
        }
        nodes.nodesKnown(until);
        nodes.knows("node-b", until + 0.5);
        world.apiKnown(until + 20);
    }

    private List<Finding> losses() {
        return driver.findings().stream()
                .filter(finding -> finding.getRule().equals("nodeloss"))
                .toList();
    }

    @Test
    void aLostNodesConnectionsThatAnotherResetsAreOneFinding() {
        // Given
        maglev();
        for (var client : List.of("10.1.0.2", "10.1.0.3", "10.1.0.4")) {
            nodes.ipvs("node-a", 8, new Tuple(client, VIP, 5000, 443), "10.244.1.5");
        }
        nodes.knows("node-a", 10);
        nodes.knows("node-b", 10);
        resets(12, "10.1.0.2");
        resets(13, "10.1.0.3");
        resets(14, "10.1.0.4");
        resets(15, "10.1.0.99");
        nodes.ready("node-a", 55, "Unknown");
        // When
        goOn(16, 80);
        // Then
        var findings = losses();
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.getCauseClass()).isEqualTo("ipvs-no-state");
        assertThat(finding.getConfidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.getSubject().getNode()).isEqualTo("node-b");
        assertThat(finding.getSubject().getFlow()).isEqualTo("clients of node-a -> 203.0.113.7:443/tcp");
        assertThat(finding.getBrokenAt()).isEqualTo(at(10));
        assertThat(finding.getDetectedAt()).isEqualTo(at(72));
        assertThat(finding.getBlast().getFlows()).isEqualTo(3);
        assertThat(finding.getEvidence())
                .extracting(Evidence::getTopic)
                .startsWith(
                        "flowmend.k8s.nodes",
                        "flowmend.node.status",
                        "flowmend.k8s.services",
                        "flowmend.k8s.endpointslices",
                        "flowmend.node.flows",
                        "flowmend.node.flows",
                        "flowmend.node.status")
                .hasSize(13);
        assertThat(finding.getEvidence().get(1).getOrigin()).contains("node-a heartbeat");
        assertThat(finding.getEvidence().get(1).getEventTime()).isEqualTo(at(10));
        assertThat(driver.commands()).isEmpty();
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(driver.late()).isEmpty();
        // When
        goOn(82, 290);
        // Then
        assertThat(losses()).extracting(one -> one.getState()).containsExactly(FindingState.EXPIRED);
    }

    @Test
    void withoutALossNothingIsFound() {
        // Given
        maglev();
        nodes.ipvs("node-a", 8, new Tuple("10.1.0.2", VIP, 5000, 443), "10.244.1.5");
        resets(12, "10.1.0.2");
        // When
        for (var second = 14; second <= 80; second += 2) {
            nodes.knows("node-a", second);
            nodes.knows("node-b", second);
            world.apiKnown(second);
        }
        nodes.nodesKnown(80);
        world.apiKnown(100);
        nodes.knows("node-b", 101);
        // Then
        assertThat(losses()).isEmpty();
    }

    @Test
    void theNetfilterTwinIsFoundWhereTheServiceHasOneBackend() {
        // Given
        service(Map.of());
        nodes.entry("node-a", 8, new Tuple("10.1.0.2", VIP, 5000, 443), "10.244.1.5");
        nodes.knows("node-a", 10);
        nodes.knows("node-b", 10);
        resets(12, "10.1.0.2");
        nodes.ready("node-a", 55, "Unknown");
        // When
        goOn(16, 80);
        // Then
        var findings = losses();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().getCauseClass()).isEqualTo("netfilter-no-state");
        assertThat(findings.getFirst().getConfidence()).isEqualTo(Confidence.LIKELY);
    }
}
