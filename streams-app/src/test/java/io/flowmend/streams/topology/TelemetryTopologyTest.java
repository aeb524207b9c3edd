/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.FindingState;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTopologyTest {

    private static final String NODE = "node-a";

    @TempDir
    Path state;

    private PipelineDriver driver;
    private NodeWorld world;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new NodeWorld(driver, Map.of(), "felix");
        world.known(0.5, NODE);
        world.known(1, NODE);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aSilentNodeIsFoundByTheMarksOfTheApiAndHealsWhenItSpeaks() {
        // Given
        for (var second = 2; second <= 30; second++) {
            world.apiKnown(second);
        }
        // When
        world.known(30.5, NODE);
        world.known(31.5, NODE);
        // Then
        var findings = driver.telemetry();
        assertThat(findings).hasSize(2);
        assertThat(findings.getFirst().getCauseClass()).isEqualTo("node-silent");
        assertThat(findings.getFirst().getBrokenAt()).isEqualTo(at(1));
        assertThat(findings.getFirst().getDetectedAt()).isEqualTo(at(16));
        assertThat(findings.getLast().getState()).isEqualTo(FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void aSilenceThatIsNoticedLateIsTheSame() {
        // Given: the marks come in one jump
        world.apiKnown(30);
        // When
        world.known(30.5, NODE);
        world.known(31.5, NODE);
        // Then
        assertThat(driver.telemetry())
                .extracting(finding -> finding.getDetectedAt())
                .containsOnly(at(16));
    }

    @Test
    void aLossIsFound() {
        // When
        world.lose("felix");
        world.known(2, NODE);
        world.known(3, NODE);
        // Then
        assertThat(driver.telemetry()).singleElement().satisfies(finding -> {
            assertThat(finding.getCauseClass()).isEqualTo("source-lossy");
            assertThat(finding.getSummary()).contains("lost 1 of felix");
        });
    }
}
