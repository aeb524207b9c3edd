/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.remediation.codec.ResultRecords;
import io.flowmend.remediation.codec.Samples;
import io.flowmend.remediation.course.Report;
import io.flowmend.remediation.course.Results;
import io.flowmend.remediation.order.Refusal;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.RemediationResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Results, idempotent and acknowledged by all replicas. The client keeps what the broker does not take for two minutes. */
public final class ResultTopic implements Results, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResultTopic.class);
    private static final Duration BLOCK = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaProducer<String, RemediationResult> producer;
    private final String topic;
    private final Queue<String> delivered = new ConcurrentLinkedQueue<>();

    private ResultTopic(KafkaProducer<String, RemediationResult> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    public static ResultTopic connect(KafkaSettings kafka) {
        var config = kafka.producer(
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis()));
        var values = Serdes.<RemediationResult>serializer(kafka.registry());
        var producer = new KafkaProducer<>(config, new StringSerializer(), values);
        var topic = kafka.topic(Topics.RESULTS);
        // Both fetched now, the partitions and the schema's id: the first start must not wait for them.
        producer.partitionsFor(topic);
        FirstTime.of(() -> values.serialize(topic, Samples.result()));
        return new ResultTopic(producer, topic);
    }

    @Override
    public Optional<Refusal> acknowledged(Report report, Duration atMost) {
        try {
            producer.send(record(report)).get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException silent) {
            return refused("no acknowledgement within " + atMost.toMillis() + " ms");
        } catch (ExecutionException | KafkaException failed) {
            return refused(String.valueOf(failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return refused("interrupted");
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback says how it went
    public void send(Report report) {
        try {
            producer.send(record(report), (metadata, refused) -> {
                if (refused == null) {
                    delivered.add(report.order().id());
                } else {
                    lost(report, refused);
                }
            });
        } catch (KafkaException failed) {
            lost(report, failed);
        }
    }

    @Override
    public Set<String> delivered() {
        var ids = new HashSet<String>();
        for (var id = delivered.poll(); id != null; id = delivered.poll()) {
            ids.add(id);
        }
        return ids;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }

    private ProducerRecord<String, RemediationResult> record(Report report) {
        return new ProducerRecord<>(
                topic, null, report.at().toEpochMilli(), report.order().id(), ResultRecords.of(report));
    }

    private static Optional<Refusal> refused(String why) {
        return Optional.of(new Refusal.BrokerSilent(why));
    }

    private static void lost(Report report, Exception failed) {
        LOG.atWarn()
                .addKeyValue(LogKeys.FINDING, report.order().findingId())
                .addKeyValue(LogKeys.STATE, report.status())
                .addKeyValue(LogKeys.REASON, failed.getMessage())
                .log("The broker did not take a result; the journal has the command, and the next start tells of it");
    }
}
