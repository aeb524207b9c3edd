/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;

/** Input topics that no detector joins yet: their records are read all the same, so that a broken one is seen. */
final class ValidateProcessor extends Stage {

    private final Map<String, Decoder<? extends SpecificRecord>> decoders;

    ValidateProcessor(Map<String, Decoder<? extends SpecificRecord>> decoders, StreamsMetrics metrics) {
        super(Names.VALIDATE, metrics);
        this.decoders = Map.copyOf(decoders);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var origins = origins(record);
        var decoder = decoders.get(origins.topic());
        if (record.value() != null && decoder != null) {
            decode(decoder, record, origins);
        }
    }
}
