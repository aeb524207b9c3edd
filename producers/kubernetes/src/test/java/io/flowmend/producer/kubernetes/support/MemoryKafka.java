/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.support;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.producer.kubernetes.publish.Clients;
import io.flowmend.producer.kubernetes.publish.KafkaLink;
import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Serdes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topics of one test, in memory, with the genuine serializers in front; what one life wrote the next reads. */
public final class MemoryKafka implements Clients {

    public static final int PARTITIONS = 3;

    private final String registry = UUID.randomUUID().toString();
    private final KafkaSettings settings =
            new KafkaSettings("c1", "flowmend.", Map.of(), Map.of("schema.registry.url", "mock://" + registry));
    private final List<Written> log = new ArrayList<>();
    private volatile @Nullable RuntimeException broken;

    /** A record as it stands in a partition. */
    public record Written(
            String topic,
            int partition,
            String key,
            @Nullable SpecificRecord value,
            long timestamp) {}

    public MemoryKafka() throws Exception {
        Registration.registerAll(MockSchemaRegistry.getClientForScope(registry), settings.topicPrefix());
    }

    public KafkaSettings settings() {
        return settings;
    }

    /** From now on the broker takes nothing. */
    public void breaks(RuntimeException failure) {
        broken = failure;
    }

    /** Everything in a topic, in the order of writing. */
    public synchronized List<Written> in(String topic) {
        return log.stream()
                .filter(written -> written.topic().equals("flowmend." + topic))
                .toList();
    }

    @Override
    public Producer<String, SpecificRecord> producer() {
        var serializer = Serdes.<SpecificRecord>serializer(settings.registry());
        return new MockProducer<>(cluster(), true, null, new StringSerializer(), serializer) {
            @Override
            public synchronized Future<RecordMetadata> send(
                    ProducerRecord<String, SpecificRecord> record, Callback callback) {
                this.sendException = broken;
                var sent = super.send(record, callback);
                write(record);
                return sent;
            }
        };
    }

    private synchronized void write(ProducerRecord<String, SpecificRecord> record) {
        var partition = record.partition() == null
                ? BuiltInPartitioner.partitionForKey(
                        record.key().getBytes(java.nio.charset.StandardCharsets.UTF_8), PARTITIONS)
                : record.partition();
        log.add(new Written(record.topic(), partition, record.key(), record.value(), record.timestamp()));
    }

    @Override
    public synchronized Consumer<String, byte[]> consumer() {
        var consumer = new MockConsumer<String, byte[]>("earliest");
        var ends = new HashMap<TopicPartition, Long>();
        for (var topic : KafkaLink.TOPICS) {
            var name = settings.topic(topic);
            consumer.updatePartitions(name, cluster().partitionsForTopic(name));
            for (var partition = 0; partition < PARTITIONS; partition++) {
                ends.put(new TopicPartition(name, partition), 0L);
            }
        }
        var starts = new HashMap<>(ends);
        consumer.updateBeginningOffsets(starts);
        var serializer = Serdes.<SpecificRecord>serializer(settings.registry());
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var written : log) {
            var partition = new TopicPartition(written.topic(), written.partition());
            var offset = ends.merge(partition, 1L, Long::sum) - 1;
            records.add(record(written, offset, serializer));
        }
        consumer.updateEndOffsets(ends);
        consumer.schedulePollTask(() -> records.stream()
                .filter(record ->
                        consumer.assignment().contains(new TopicPartition(record.topic(), record.partition())))
                .forEach(consumer::addRecord));
        return consumer;
    }

    @SuppressWarnings("NullAway") // a tombstone has no value
    private static ConsumerRecord<String, byte[]> record(
            Written written, long offset, Serializer<SpecificRecord> serializer) {
        var bytes = serializer.serialize(written.topic(), written.value());
        return new ConsumerRecord<>(written.topic(), written.partition(), offset, written.key(), bytes);
    }

    @Override
    public <R extends SpecificRecord> Deserializer<R> deserializer(Class<R> type) {
        return Serdes.deserializer(settings.registry(), type);
    }

    private Cluster cluster() {
        var node = new Node(0, "127.0.0.1", 1);
        var partitions = new ArrayList<PartitionInfo>();
        for (var topic : KafkaLink.TOPICS) {
            for (var partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new PartitionInfo(
                        settings.topic(topic), partition, node, new Node[] {node}, new Node[] {node}));
            }
        }
        return new Cluster("memory", List.of(node), partitions, Set.of(), Set.of());
    }
}
