/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.T0;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.EndpointSliceState;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.telemetry.ChangeKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropagationTopologyTest {

    private static final String[] NODES = {"node-a", "node-b", "node-c"};

    @TempDir
    Path state;

    private PipelineDriver driver;
    private NodeWorld world;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new NodeWorld(driver, Map.of(), "proxy");
        world.known(0.5, NODES);
        world.known(1, NODES);
        for (var node : NODES) {
            world.programmed(1.5, node, 1000);
        }
        world.known(2, NODES);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void slice(double at, long revision, boolean deleted, boolean relisted, Map<String, String> labels) {
        driver.slice(
                PipelineDriver.CLUSTER + "/default/web-1",
                EndpointSliceRecord.newBuilder()
                        .setOrigin(new ApiOrigin(
                                PipelineDriver.CLUSTER,
                                "EndpointSlice",
                                "slice-1",
                                Long.toString(revision),
                                at(at),
                                relisted))
                        .setEventTime(at(at))
                        .setDeleted(deleted)
                        .setState(EndpointSliceState.newBuilder()
                                .setNamespace("default")
                                .setName("web-1")
                                .setUid("slice-1")
                                .setCreatedAt(T0)
                                .setDeletionTimestamp(null)
                                .setLabels(labels)
                                .setServiceName("web")
                                .setAddressType("IPv4")
                                .setPorts(List.of())
                                .setEndpoints(List.of())
                                .setLastChangeTriggerTime(null)
                                .build())
                        .setMark(null)
                        .build());
    }

    private void slice(double at, long revision, boolean deleted) {
        slice(at, revision, deleted, false, Map.of());
    }

    private void pass(int from, int until) {
        for (var second = from; second <= until; second++) {
            world.known(second, NODES);
        }
    }

    @Test
    void eachChangeIsPublishedWithItsTimesDeletionsToo() {
        // Given
        slice(3, 1001, false);
        slice(4, 1002, false);
        slice(5, 1003, true);
        world.programmed(5.5, "node-a", 1003);
        world.programmed(6, "node-b", 1002);
        world.programmed(6, "node-c", 1003);
        world.programmed(7, "node-b", 1003);
        // When
        pass(6, 21);
        // Then
        var said = driver.propagations();
        assertThat(said)
                .extracting(each -> each.getKind())
                .containsExactly(ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.DELETED);
        assertThat(said).extracting(each -> each.getTo100Micros()).containsExactly(3_000_000L, 2_000_000L, 2_000_000L);
        assertThat(said.getLast().getLast().getFirst().getNode()).isEqualTo("node-b");
        assertThat(said.getLast().getWatched()).isEqualTo(3);
        assertThat(driver.findings()).isEmpty();
        assertThat(driver.late()).isEmpty();
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void whatNoProxyProgramsOrNobodySawHappenIsNotMeasured() {
        // When
        slice(3, 1001, false, true, Map.of());
        slice(4, 1002, false, false, Map.of("service.kubernetes.io/service-proxy-name", "other"));
        slice(5, 1003, false, false, Map.of("service.kubernetes.io/headless", ""));
        for (var node : NODES) {
            world.programmed(6, node, 1003);
        }
        pass(6, 21);
        // Then
        assertThat(driver.propagations()).isEmpty();
    }

    @Test
    void aStalledProxyIsFoundAndHeals() {
        // Given
        slice(3, 1001, true);
        world.programmed(4, "node-a", 1001);
        world.programmed(4, "node-b", 1001);
        pass(4, 46);
        assertThat(driver.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.getRule()).isEqualTo("propagation");
            assertThat(finding.getCauseClass()).isEqualTo("stalled-proxy");
            assertThat(finding.getDetectedAt()).isEqualTo(at(33));
            assertThat(finding.getSummary()).contains("node-c", "deleted (revision 1001)");
        });
        // When
        world.programmed(46.5, "node-c", 1001);
        pass(47, 61);
        // Then
        assertThat(driver.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.getState()).isEqualTo(FindingState.HEALED_BY_OTHERS));
        assertThat(driver.propagations()).singleElement().satisfies(said -> {
            assertThat(said.getTo50Micros()).isBetween(1_000_000L, 1_007_813L);
            assertThat(said.getTo100Micros()).isEqualTo(43_500_000L);
        });
    }

    @Test
    void whatIsReadTwiceOrBrokenChangesNothing() {
        // When
        driver.raw(
                Topics.NODE_PROGRAMMED,
                PipelineDriver.CLUSTER + "/node-a",
                "not avro".getBytes(StandardCharsets.UTF_8),
                at(2.5));
        driver.twice(() -> {
            slice(3, 1001, false);
            for (var node : NODES) {
                world.programmed(4, node, 1001);
            }
        });
        pass(4, 21);
        // Then
        assertThat(driver.deadLetters()).hasSize(1);
        assertThat(driver.propagations())
                .singleElement()
                .satisfies(said -> assertThat(said.getProgrammed()).isEqualTo(3));
    }
}
