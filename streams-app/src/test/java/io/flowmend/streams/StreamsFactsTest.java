/* Licensed under Apache-2.0. */
package io.flowmend.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our design stands on in Kafka Streams 4.3: an upgrade that changes the ground fails here first. */
class StreamsFactsTest {

    @TempDir
    Path state;

    private Properties properties() {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "facts");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, "dead");
        return properties;
    }

    private static void unnamedStore(StreamsBuilder builder) {
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy((key, value) -> value, Grouped.with(Serdes.String(), Serdes.String()))
                .count();
    }

    @Test
    void explicitNamesAreEnforcedThroughTheTopologyConfigOnly() {
        var lax = new StreamsBuilder();
        unnamedStore(lax);
        assertThatCode(() -> lax.build(properties())).doesNotThrowAnyException();

        var strict = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties())));
        unnamedStore(strict);
        assertThatThrownBy(strict::build).isInstanceOf(TopologyException.class);
    }

    /** Forwards, then fails on "poison". */
    private static final class ForwardThenFail extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {
            context().forward(record);
            if (record.value().equals("poison")) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    private static Topology topology(ProcessorSupplier<String, String, String, String> processor) {
        var builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .process(processor)
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }

    @Test
    void whatWasForwardedBeforeAThrowStaysAndTheRecordIsADeadLetterToo() {
        try (var driver = new TopologyTestDriver(topology(ForwardThenFail::new), properties())) {
            driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                    .pipeInput("key", "poison");
            var out = driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer());
            var dead = driver.createOutputTopic("dead", new StringDeserializer(), new StringDeserializer());
            assertThat(out.readValuesToList()).containsExactly("poison");
            var letter = dead.readRecord();
            assertThat(letter.headers().lastHeader("__streams.errors.offset")).isNotNull();
        }
    }

    /** Fails in its punctuator. */
    private static final class FailLater extends ContextualProcessor<String, String, String, String> {
        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, now -> {
                throw new IllegalStateException("on purpose");
            });
        }

        @Override
        public void process(Record<String, String> record) {}
    }

    @Test
    void aFailingPunctuatorLeavesADeadLetterThatNamesNothing() {
        try (var driver = new TopologyTestDriver(topology(FailLater::new), properties())) {
            driver.advanceWallClockTime(Duration.ofSeconds(2));
            var dead = driver.createOutputTopic("dead", new StringDeserializer(), new StringDeserializer());
            var letter = dead.readRecord();
            assertThat(letter.key()).isNull();
            assertThat(letter.value()).isNull();
        }
    }

    @Test
    void aStoreBelongsToOneSupplier() {
        var builder = new StreamsBuilder();
        var in = builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()));
        in.process(owning(Stores.inMemoryKeyValueStore("same"), false));
        in.process(owning(Stores.persistentKeyValueStore("same"), true));
        assertThatThrownBy(builder::build).isInstanceOf(TopologyException.class);
    }

    private static ProcessorSupplier<String, String, String, String> owning(
            KeyValueBytesStoreSupplier supplier, boolean caching) {
        var store = Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.String());
        Set<StoreBuilder<?>> stores = Set.of(caching ? store.withCachingEnabled() : store);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, String, String, String> get() {
                return new ForwardThenFail();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }
}
