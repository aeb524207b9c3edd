/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.StatusMark;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SerdesTest {

    private static final String TOPIC = "flowmend.node.status";
    private static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://serdes");
    private static final byte[] TWO_BILLION = {-128, -48, -84, -13, 14}; // 2,000,000,000 as Avro writes it
    private static final StatusRecord MARK = StatusRecord.newBuilder()
            .setCluster("test")
            .setHeartbeat(null)
            .setMark(new StatusMark(Instant.EPOCH, Instant.EPOCH.plusNanos(1000), 0, 1))
            .build();

    @BeforeEach
    void register() throws Exception {
        Registration.registerAll(MockSchemaRegistry.getClientForScope("serdes"), "flowmend.");
    }

    @AfterEach
    void forget() {
        MockSchemaRegistry.dropScope("serdes");
    }

    @Test
    void aRecordSurvivesTheWireToTheMicrosecond() {
        var bytes = Serdes.<StatusRecord>serializer(REGISTRY).serialize(TOPIC, MARK);
        assertThat(Serdes.deserializer(REGISTRY, StatusRecord.class).deserialize(TOPIC, bytes))
                .isEqualTo(MARK);
    }

    @Test
    void theWireFormatIsConfluents() {
        var bytes = Serdes.<StatusRecord>serializer(REGISTRY).serialize(TOPIC, MARK);
        assertThat(bytes[0]).as("magic byte").isZero();
    }

    @Test
    void aRecordOfAnotherTypeIsRefused() {
        var bytes = Serdes.<StatusRecord>serializer(REGISTRY).serialize(TOPIC, MARK);
        var flows = Serdes.deserializer(REGISTRY, FlowRecord.class);
        assertThatThrownBy(() -> flows.deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("allowed is io.flowmend.schemas.telemetry.FlowRecord");
    }

    @Test
    void aTextThatClaimsToBeLongerThanMemoryIsRefused() {
        var bytes = Serdes.<StatusRecord>serializer(REGISTRY).serialize(TOPIC, MARK);
        var liar = Arrays.copyOf(bytes, 10);
        System.arraycopy(TWO_BILLION, 0, liar, 5, TWO_BILLION.length);
        var statuses = Serdes.deserializer(REGISTRY, StatusRecord.class);
        assertThatThrownBy(() -> statuses.deserialize(TOPIC, liar)).isInstanceOf(SerializationException.class);
    }

    @Test
    void anUnregisteredSchemaIsNotRegisteredOnTheWay() {
        var serializer = Serdes.<StatusRecord>serializer(REGISTRY);
        assertThatThrownBy(() -> serializer.serialize("other", MARK)).isInstanceOf(SerializationException.class);
    }
}
