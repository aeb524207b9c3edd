/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Confidence;
import io.flowmend.schemas.finding.Evidence;
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

class IpConflictTopologyTest {

    private static final String WINDOWS = "win-a";
    private static final String ADDRESS = "10.0.0.7";

    @TempDir
    Path state;

    private PipelineDriver driver;
    private NodeWorld world;
    private double next = 1.4;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new NodeWorld(driver, Map.of("os", "windows", "kube-proxy", "v1.31.8"), "hns", "kubeproxy");
        world.known(0.5, WINDOWS);
        hns(0.6, EndpointKind.HNS_CREATED, "other", false, "10.0.0.99");
        hns(0.7, EndpointKind.HNS_CREATED, "AAAA-1", true, ADDRESS);
        hns(0.8, EndpointKind.HNS_REMOVED, "AAAA-1", true, ADDRESS);
        world.known(0.9, WINDOWS);
        world.pod(1.1, WINDOWS, "web-0", ADDRESS);
        hns(1.2, EndpointKind.HNS_CREATED, "bbbb-2", false, ADDRESS);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aPodWhoseEndpointKubeProxyDeletedIsFound() {
        // Given
        knownUntil(20);
        // When
        world.sees(
                20.5,
                WINDOWS,
                "kubeproxy",
                EndpointKind.PROXY_DELETED_HNS,
                record -> record.setHns(endpoint("BBBB-2", false)));
        hns(20.6, EndpointKind.HNS_REMOVED, "bbbb-2", false, ADDRESS);
        knownUntil(30);
        // Then
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getRule()).isEqualTo("ipconflict");
            assertThat(finding.getCauseClass()).isEqualTo("local-lost");
            assertThat(finding.getConfidence()).isEqualTo(Confidence.CERTAIN);
            assertThat(finding.getBrokenAt()).isEqualTo(at(20.6));
            assertThat(finding.getAdvice()).contains("kube-proxy v1.31.8 may have");
            assertThat(finding.getEvidence())
                    .extracting(Evidence::getTopic)
                    .contains("flowmend.k8s.pods", "flowmend.node.endpoints", "flowmend.node.status");
        });
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void aCleanReuseIsNone() {
        // When
        knownUntil(60);
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    private void hns(double at, EndpointKind kind, String id, boolean remote, String address) {
        world.sees(
                at,
                WINDOWS,
                "hns",
                kind,
                record -> record.setHns(endpoint(id, remote)).setAddresses(List.of(address)));
    }

    private static HnsEndpoint endpoint(String id, boolean remote) {
        return HnsEndpoint.newBuilder()
                .setId(id)
                .setType("L2Bridge")
                .setRemote(remote)
                .setState(remote ? 1 : 3)
                .build();
    }

    private void knownUntil(double until) {
        for (; next <= until; next += 0.9) {
            world.known(next, WINDOWS);
        }
    }
}
