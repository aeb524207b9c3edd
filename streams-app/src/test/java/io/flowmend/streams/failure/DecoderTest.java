/* Licensed under Apache-2.0. */
package io.flowmend.streams.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.telemetry.FlowRecord;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aValueShorterThanASchemaIdIsUnreadableAndStopsNothing(int length) {
        var decoder =
                new Decoder<>(Serdes.deserializer(Map.of("schema.registry.url", "mock://decoder"), FlowRecord.class));
        assertThat(decoder.read("flows", new byte[length])).isInstanceOf(Decoded.Unreadable.class);
    }

    @Test
    void aRegistryThatDoesNotAnswerStopsTheProcess() {
        var decoder = new Decoder<FlowRecord>((topic, bytes) -> {
            throw new TimeoutException("503");
        });
        assertThatThrownBy(() -> decoder.read("flows", new byte[9])).isInstanceOf(TimeoutException.class);
    }
}
