/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.streams.codec.AvroPropagationCodec;
import io.flowmend.streams.observe.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** The stage of service proxies, and the one that sums up what its partitions count. */
record PropagationStages(Inputs inputs, AvroPropagationCodec codec, StreamsMetrics metrics) {

    static PropagationStages of(Inputs inputs, StreamsMetrics metrics) {
        return new PropagationStages(inputs, new AvroPropagationCodec(inputs.decoder(ProgrammedRecord.class)), metrics);
    }

    ProcessorSupplier<String, byte[], String, Outgoing> proxies() {
        return PipelineTopology.stage(
                inputs,
                Names.PROPAGATION,
                () -> new PropagationProcessor(inputs, codec, metrics),
                inputs.store(Names.PROPAGATION_STORE),
                inputs.store(Names.PROPAGATION_STATE));
    }

    ProcessorSupplier<String, byte[], String, Outgoing> sums() {
        return PipelineTopology.stage(
                inputs,
                Names.PROPAGATION_SUMS,
                () -> new PropagationSumsProcessor(inputs, codec, metrics),
                inputs.store(Names.PROPAGATION_SUMS_STORE),
                inputs.store(Names.PROPAGATION_SUMS_OPEN));
    }
}
