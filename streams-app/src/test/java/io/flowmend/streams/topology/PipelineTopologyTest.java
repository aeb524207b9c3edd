/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.NODE;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PipelineTopologyTest extends WorldCase {

    @Test
    void whatCanBeReadButIsUnsoundGoesToTheDeadLettersToo() {
        // Given
        world.service(1, service -> service.setPorts(List.of(new ServicePort("x", "QUIC", 1, 0))));
        world.service(1.1, service -> service.setExternalIps(List.of("dead.beef")));
        world.slice(1.2, true, NODE, slice -> slice.setPorts(List.of(new EndpointPort("x", "QUIC", 1))));
        world.sees(1.3, FlowKind.CREATED, entry -> entry.setOriginal(new Tuple("10.1.0.2", "face", 5000, 162)));
        world.apiKnown(1.4, at(1.4), at(1.0));
        assertThat(driver.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactlyInAnyOrder(
                        "protocol is 'QUIC'; allowed: TCP, UDP, SCTP",
                        "ip is 'dead.beef'; allowed: an IPv4 or IPv6 address",
                        "protocol is 'QUIC'; allowed: TCP, UDP, SCTP",
                        "ip is 'face'; allowed: an IPv4 or IPv6 address",
                        "interval ends at 2026-01-01T00:00:01Z, before it begins at 2026-01-01T00:00:01.400Z");
        // When
        world.brokenFlow();
        world.known(7);
        world.known(8);
        // Then
        assertThat(driver.findings()).hasSize(1);
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheNextIsProcessed() {
        // Given
        var broken = "not avro".getBytes(StandardCharsets.UTF_8);
        for (var topic : List.of(
                Topics.PODS,
                Topics.NODES,
                Topics.POLICIES,
                Topics.NODE_ENDPOINTS,
                Topics.NODE_PROGRAMMED,
                Topics.SERVICES,
                Topics.ENDPOINT_SLICES,
                Topics.NODE_STATUS,
                Topics.NODE_FLOWS)) {
            driver.raw(topic, PipelineDriver.CLUSTER + "/" + NODE, broken, at(0.9));
        }
        // When
        world.brokenFlow();
        world.known(7);
        // Then
        assertThat(driver.deadLetters())
                .hasSize(9)
                .allSatisfy(letter -> {
                    assertThat(letter.getValue().array()).isEqualTo(broken);
                    assertThat(letter.getReason()).contains("magic byte");
                })
                .extracting(letter -> letter.getTopic())
                .doesNotHaveDuplicates();
        assertThat(driver.findings()).hasSize(1);
    }

    /** A changed name of a store or an internal topic is a migration of state; the new diagram is left in target. */
    @Test
    void theDiagramIsAsCommitted() throws Exception {
        var diagram = driver.topology().describe().toString();
        Files.writeString(Path.of("target", "topology.txt"), diagram);
        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("/topology.txt"))) {
            assertThat(diagram).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
