/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Every value from the same topics into one, with the same guarantee and the same commits: what Kafka alone costs. */
record PassThrough(BenchSettings settings, List<Topic> inputs, String sink) implements Contender {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    @Override
    public Running start(String applicationId) {
        var config = settings.of(applicationId);
        var properties = new Properties();
        properties.putAll(config.streamsProperties());
        var names = inputs.stream().map(config.kafka()::topic).toList();
        var streams = new KafkaStreams(topology(properties, names), properties);
        streams.start();
        return new Running() {
            @Override
            public boolean ready() {
                return streams.state() == KafkaStreams.State.RUNNING;
            }

            @Override
            public boolean healthy() {
                return streams.state().isRunningOrRebalancing() || streams.state() == KafkaStreams.State.CREATED;
            }

            @Override
            public void close() {
                streams.close(CLOSE_PATIENCE);
            }
        };
    }

    private Topology topology(Properties properties, List<String> names) {
        var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        builder.stream(
                        names,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("in"))
                .to(sink, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("out"));
        return builder.build();
    }
}
