/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.telemetry.EndpointKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Windows node whose pod is labelled, and a Linux node whose process is the pod's client. */
class EndpointResetTopologyTest {

    private static final String WINDOWS = "win-a";
    private static final String LINUX = "node-b";
    private static final String ADDRESS = "10.0.0.7";

    @TempDir
    Path state;

    private PipelineDriver driver;
    private NodeWorld world;
    private double next = 1.5;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new NodeWorld(driver, Map.of("calico", "v3.30.7"), "felix", "tcp");
        world.known(0.5, WINDOWS, LINUX);
        world.pod(1, WINDOWS, "web-0", ADDRESS, pod -> pod.setOs("windows"));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aLabelThatResetsConnectionsIsFound() {
        // Given
        knownUntil(50);
        labelled(50.5);
        // When
        rulesWritten(50.7);
        world.reset(50.8, LINUX, "10.0.9.2", ADDRESS);
        knownUntil(90);
        // Then
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getRule()).isEqualTo("endpointreset");
            assertThat(finding.getCauseClass()).isEqualTo("label-only");
            assertThat(finding.getSubject().getNode()).isEqualTo(WINDOWS);
            assertThat(finding.getBrokenAt()).isEqualTo(at(50.8));
            assertThat(finding.getEvidence())
                    .extracting(Evidence::getTopic)
                    .contains(
                            "flowmend.k8s.pods",
                            "flowmend.node.endpoints",
                            "flowmend.node.flows",
                            "flowmend.node.status");
        });
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(driver.late()).isEmpty();
    }

    @Test
    void aLabelWithoutAResetIsNone() {
        // Given
        knownUntil(50);
        labelled(50.5);
        // When
        rulesWritten(50.7);
        knownUntil(90);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    private void labelled(double at) {
        world.pod(at, WINDOWS, "web-0", ADDRESS, pod -> pod.setOs("windows").setLabels(Map.of("team", "blue")));
    }

    private void rulesWritten(double at) {
        world.sees(
                at,
                WINDOWS,
                "felix",
                EndpointKind.RULES_APPLIED,
                record -> record.setWorkload(NodeWorld.workload("web-0")));
    }

    private void knownUntil(double until) {
        for (; next <= until; next += 0.9) {
            world.known(next, WINDOWS, LINUX);
        }
    }
}
