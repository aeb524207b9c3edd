/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** One stage over one partition: reads its topics in any order, keeps its stores over a restart. */
final class PlantTask {

    /** A record as it stands in a partition. */
    record Line(String key, byte[] value, long timestamp, Headers headers) {}

    private static final class Feed {
        private final String topic;
        private final int partition;
        private final List<Line> lines;
        private int next;

        Feed(String topic, int partition, List<Line> lines) {
            this.topic = topic;
            this.partition = partition;
            this.lines = lines;
        }

        boolean isReady() {
            return next < lines.size();
        }
    }

    private final ProcessorSupplier<String, byte[], String, Outgoing> supplier;
    private final MockProcessorContext<String, Outgoing> context;
    private final BiConsumer<String, Record<String, Outgoing>> output;
    private final String stage;
    private final List<Feed> feeds = new ArrayList<>();
    private Processor<String, byte[], String, Outgoing> processor;

    PlantTask(
            String stage,
            int partition,
            ProcessorSupplier<String, byte[], String, Outgoing> supplier,
            BiConsumer<String, Record<String, Outgoing>> output) {
        this.stage = stage;
        this.supplier = supplier;
        this.output = output;
        this.context = new MockProcessorContext<>(
                new Properties(),
                new TaskId(0, partition),
                Path.of("target", "no-state").toFile());
        for (var builder : supplier.stores()) {
            KeyValueStore<Bytes, byte[]> store =
                    Stores.inMemoryKeyValueStore(builder.name()).get();
            store.init(context.getStateStoreContext(), store);
        }
        this.processor = supplier.get();
    }

    PlantTask reads(String topic, int partition, List<Line> lines) {
        feeds.add(new Feed(topic, partition, lines));
        return this;
    }

    void start() {
        context.scheduledPunctuators().forEach(MockProcessorContext.CapturedPunctuator::cancel);
        processor = supplier.get();
        processor.init(context);
    }

    boolean isReady() {
        return feeds.stream().anyMatch(Feed::isReady);
    }

    /** Reads up to so many records of one of its topics. */
    void step(Instant wall, int which, int most) {
        context.setCurrentSystemTimeMs(wall.toEpochMilli());
        var ready = feeds.stream().filter(Feed::isReady).toList();
        var feed = ready.get(Math.floorMod(which, ready.size()));
        for (var left = most; left > 0 && feed.isReady(); left--) {
            var line = feed.lines.get(feed.next);
            context.setRecordMetadata(feed.topic, feed.partition, feed.next++);
            context.setCurrentStreamTimeMs(line.timestamp());
            processor.process(new Record<>(line.key(), line.value(), line.timestamp(), line.headers()));
            send();
        }
    }

    void tick(Instant wall) {
        context.setCurrentSystemTimeMs(wall.toEpochMilli());
        for (var due : context.scheduledPunctuators()) {
            if (!due.cancelled()) {
                due.getPunctuator().punctuate(wall.toEpochMilli());
            }
        }
        send();
    }

    private void send() {
        for (var sent : context.forwarded()) {
            var record = sent.record();
            output.accept(stage, new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
        }
        context.resetForwards();
    }
}
