/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.local.platform.HangingTransactions.Open;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One real broker for all; each test has a topic of its own. */
@Timeout(60)
class AdminTransactionsIT {

    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static AdminTransactions transactions;

    private final TopicPartition place = new TopicPartition("topic-" + UUID.randomUUID(), 0);

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerSettings.of(folder, 0));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
        transactions = new AdminTransactions(admin, new TransactionMarkers(broker.address()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void aTransactionThatItsCoordinatorKnowsIsLeftAlone() throws Exception {
        try (var producer = begun("kept")) {
            // Given
            var open = open();
            assertThat(transactions.last().get(open.producerId()))
                    .isEqualTo(new HangingTransactions.Last(TransactionState.ONGOING, open.epoch()));
            // When
            var ended = HangingTransactions.end(transactions);
            // Then
            assertThat(ended).isEmpty();
            producer.commitTransaction();
            assertThat(committed()).containsExactly("kept");
        }
    }

    @Test
    void whatIsCommittedInAPartitionIsRead() throws Exception {
        try (var _ = begun("decided")) {
            transactions.end(open(), TransactionResult.COMMIT);
            assertThat(committed()).containsExactly("decided");
        }
    }

    @Test
    void whatIsAbortedInAPartitionIsNotRead() throws Exception {
        try (var _ = begun("undecided")) {
            transactions.end(open(), TransactionResult.ABORT);
            assertThat(committed()).isEmpty();
        }
    }

    @Test
    void theIdOfAPartitionIsKeptInThatPartition() throws Exception {
        try (var _ = producer("makes the log")) {
            var count = ends().size();
            for (var partition = 0; partition < count; partition++) {
                var before = ends();
                try (var _ = producer(AdminTransactions.idOf(partition, count))) {
                    var here = partition;
                    assertThat(ends())
                            .allSatisfy((at, end) -> assertThat(end > before.getOrDefault(at, 0L))
                                    .as("%s, asked for %s", at, here)
                                    .isEqualTo(at.partition() == here));
                }
            }
        }
    }

    /** Of the coordinators' log. */
    private static Map<TopicPartition, Long> ends() throws Exception {
        var topic = Topic.TRANSACTION_STATE_TOPIC_NAME;
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (var described :
                admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
            described
                    .partitions()
                    .forEach(at -> asked.put(new TopicPartition(topic, at.partition()), OffsetSpec.latest()));
        }
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked).all().get().forEach((at, end) -> ends.put(at, end.offset()));
        return ends;
    }

    /** Known to its coordinator. */
    private static KafkaProducer<String, String> producer(String id) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrap(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        id),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    /** A producer in a transaction with one record. */
    private KafkaProducer<String, String> begun(String value) throws Exception {
        admin.createTopics(List.of(new NewTopic(place.topic(), Optional.of(1), Optional.empty())))
                .all()
                .get();
        var producer = producer(place.topic());
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(place.topic(), value)).get();
        return producer;
    }

    private Open open() throws Exception {
        return transactions.open().stream()
                .filter(open -> open.partition().equals(place))
                .findFirst()
                .orElseThrow();
    }

    /** Everything before the last stable offset, once that is the end. */
    private List<String> committed() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrap(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            var values = new ArrayList<String>();
            var recordAndMarker = 2;
            while (consumer.position(place) < recordAndMarker) {
                consumer.poll(POLL).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
