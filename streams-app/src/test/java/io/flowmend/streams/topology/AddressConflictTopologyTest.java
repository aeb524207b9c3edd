/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.HnsEndpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API and several nodes say of one address comes together. */
class AddressConflictTopologyTest {

    private static final String WINDOWS = "win-a";
    private static final String ADDRESS = "10.0.0.7";

    @TempDir
    Path state;

    private PipelineDriver driver;
    private NodeWorld world;
    private double next = 4.5;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new NodeWorld(driver, Map.of("os", "windows", "kube-proxy", "v1.32.9"), "hns");
        world.known(0.5, WINDOWS);
        world.pod(1.1, "node-a", "web-0", ADDRESS);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void twoPodsOfTwoNodesAreFoundAndEnd() {
        // Given
        world.pod(3.2, "node-b", "web-1", ADDRESS);
        knownUntil(30);
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getRule()).isEqualTo("ipconflict");
            assertThat(finding.getCauseClass()).isEqualTo("two-owners");
            assertThat(finding.getSubject().getNode()).isEqualTo("node-b");
            assertThat(finding.getBrokenAt()).isEqualTo(at(3.2));
            assertThat(finding.getDetectedAt()).isEqualTo(at(8.3));
        });
        // When
        world.pod(next, "node-a", "web-0", ADDRESS, pod -> pod.setPhase("Failed"));
        knownUntil(60);
        // Then
        assertThat(driver.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.getState()).isEqualTo(FindingState.HEALED_BY_OTHERS));
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(driver.late()).isEmpty();
    }

    @Test
    void aRemoteEndpointThatOutlivesItsPodIsFoundAndEnds() {
        // Given
        hns(2, EndpointKind.HNS_CREATED, "AAAA-1");
        world.pod(4.4, "node-a", "web-0", ADDRESS, pod -> pod.setPhase("Succeeded"));
        knownUntil(90);
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getCauseClass()).isEqualTo("stale-only");
            assertThat(finding.getSubject().getNode()).isEqualTo(WINDOWS);
            assertThat(finding.getBrokenAt()).isEqualTo(at(4.4));
            assertThat(finding.getDetectedAt()).isEqualTo(at(64.5));
            assertThat(finding.getAdvice()).contains("kube-proxy v1.32.9 may have");
            assertThat(finding.getEvidence())
                    .extracting(Evidence::getTopic)
                    .containsExactly("flowmend.k8s.pods", "flowmend.node.endpoints", "flowmend.node.status");
        });
        // When
        hns(next, EndpointKind.HNS_REMOVED, "aaaa-1");
        knownUntil(120);
        // Then
        assertThat(driver.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.getState()).isEqualTo(FindingState.HEALED_BY_OTHERS));
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(driver.late()).isEmpty();
    }

    private void hns(double at, EndpointKind kind, String id) {
        var endpoint = HnsEndpoint.newBuilder()
                .setId(id)
                .setType("L2Bridge")
                .setRemote(true)
                .setState(1)
                .build();
        world.sees(at, WINDOWS, "hns", kind, record -> record.setHns(endpoint).setAddresses(List.of(ADDRESS)));
    }

    private void knownUntil(double until) {
        for (; next <= until; next += 0.9) {
            world.known(next, WINDOWS);
        }
    }
}
