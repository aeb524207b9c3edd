/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.finding.Severity;
import io.flowmend.schemas.telemetry.LatencyFrom;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointDelayTopologyTest {

    private static final String A = "node-a";
    private static final String B = "node-b";
    private static final String C = "node-c";

    @TempDir
    Path state;

    private PipelineDriver driver;
    private NodeWorld world;
    private double next = 4.5;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new NodeWorld(driver, Map.of("calico", "v3.28.1"), "felix", "statusfiles");
        world.known(0.5, A, B, C);
        world.typha(0.7, A, "typha-1");
        world.typha(0.7, B, "typha-1");
        world.typha(0.7, C, "typha-1");
        world.known(0.9, A, B, C);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aPodThatIsProgrammedLateIsFoundAndHeals() {
        // Given
        world.pod(3, A, "web-0", "10.0.0.7");
        knownUntil(12);
        world.applied(12.5, A, "web-0");
        // When
        knownUntil(45);
        // Then
        var findings = driver.findings();
        assertThat(findings).extracting(finding -> finding.getRule()).containsOnly("endpointdelay");
        assertThat(findings)
                .extracting(finding -> finding.getId())
                .containsOnly(findings.getFirst().getId());
        var last = findings.getLast();
        assertThat(last.getState()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(last.getBrokenAt()).isEqualTo(at(3));
        assertThat(last.getDetectedAt()).isEqualTo(at(5.1));
        assertThat(last.getEvidence())
                .extracting(Evidence::getTopic)
                .contains("flowmend.k8s.pods", "flowmend.node.status", "flowmend.node.endpoints");
        assertThat(last.getEvidence())
                .filteredOn(line -> line.getTopic().endsWith("node.status"))
                .extracting(Evidence::getEventTime)
                .containsExactly(at(5.4));
        assertThat(driver.latencies()).singleElement().satisfies(latency -> {
            assertThat(latency.getFrom()).isEqualTo(LatencyFrom.ANNOTATED);
            assertThat(latency.getMicros()).isEqualTo(9_500_000);
            assertThat(latency.getTypha()).isEqualTo("typha-1");
            assertThat(latency.getLate()).isTrue();
        });
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(driver.late()).isEmpty();
    }

    @Test
    void aPodThatIsProgrammedInTimeIsMeasuredOnly() {
        // Given
        world.pod(3, A, "web-0", "10.0.0.7");
        world.applied(3.2, A, "web-0");
        // When
        knownUntil(45);
        // Then
        assertThat(driver.findings()).isEmpty();
        assertThat(driver.latencies())
                .singleElement()
                .satisfies(latency -> assertThat(latency.getMicros()).isEqualTo(200_000));
    }

    @Test
    void manyLateEndpointsBehindOneTyphaAreOneFinding() {
        // Given
        world.pod(3, A, "web-0", "10.0.0.7");
        world.pod(3.5, B, "web-1", "10.0.1.7");
        world.pod(4, C, "web-2", "10.0.2.7");
        // When
        knownUntil(45);
        // Then
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getCauseClass()).isEqualTo("typha");
            assertThat(finding.getBlast().getPods()).isEqualTo(3);
            assertThat(finding.getBlast().getNodes()).isEqualTo(3);
            assertThat(finding.getSeverity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.getEvidence())
                    .extracting(Evidence::getSays)
                    .anyMatch(says -> says.startsWith("node-c, 10.0.2.7"));
        });
    }

    @Test
    void aSilentNodeIsNotAccused() {
        // Given
        world.pod(3, A, "web-0", "10.0.0.7");
        // When
        for (var second = 4.0; second < 45; second += 0.9) {
            world.known(second, B, C);
        }
        // Then
        assertThat(driver.findings()).isEmpty();
    }

    /** Heartbeats and marks every 0.9 s. */
    private void knownUntil(double until) {
        for (; next <= until; next += 0.9) {
            world.known(next, A, B, C);
        }
    }
}
