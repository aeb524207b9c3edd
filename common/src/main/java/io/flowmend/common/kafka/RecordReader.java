/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import io.flowmend.common.observe.LogKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reads a consumer's records one by one. One that is itself at fault is passed over. One about which the registry could not be asked
 * is read again after a pause, and its partition waits for it; polls go on meanwhile, and nobody sleeps.
 */
public final class RecordReader<T> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Whoever may write to the topic could fill the log. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final Consumer<String, byte[]> consumer;
    private final Predicate<ConsumerRecord<String, byte[]>> wanted;
    private final Function<ConsumerRecord<String, byte[]>, T> decode;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Long> told = new HashMap<>();
    private long paused;
    private OptionalLong warned = OptionalLong.empty();

    /** Who is told. What it throws is nobody's fault but its own. */
    public interface Taker<T> {

        void take(ConsumerRecord<String, byte[]> from, T value);

        /** What it said is not known. */
        void passedOver(ConsumerRecord<String, byte[]> unreadable);
    }

    /**
     * @param wanted decides by all but the value; no other record is decoded
     * @param decode throws if a value cannot be read
     * @param nanos monotone
     */
    public RecordReader(
            Consumer<String, byte[]> consumer,
            Predicate<ConsumerRecord<String, byte[]>> wanted,
            Function<ConsumerRecord<String, byte[]>, T> decode,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.wanted = wanted;
        this.decode = decode;
        this.nanos = nanos;
    }

    /** Hands over what there is, after waiting at most so long for a first. */
    public void poll(Duration atMost, Taker<T> taker) {
        if (nanos.getAsLong() - paused >= PAUSE.toNanos()) {
            consumer.resume(consumer.paused());
        }
        var polled = consumer.poll(atMost);
        for (var partition : polled.partitions()) {
            for (var record : polled.records(partition)) {
                if (wanted.test(record) && !read(record, taker)) {
                    break;
                }
            }
        }
    }

    /** @return false if it has to be read again */
    private boolean read(ConsumerRecord<String, byte[]> record, Taker<T> taker) {
        T value;
        try {
            value = decode.apply(record);
        } catch (RuntimeException thrown) {
            var failure = new ReadFailure(thrown);
            if (failure.isTheRegistrys()) {
                again(record, failure);
                return false;
            }
            passOver(record, failure, taker);
            return true;
        }
        taker.take(record, value);
        return true;
    }

    private void again(ConsumerRecord<String, byte[]> record, ReadFailure why) {
        var partition = new TopicPartition(record.topic(), record.partition());
        consumer.seek(partition, record.offset());
        consumer.pause(Set.of(partition));
        paused = nanos.getAsLong();
        if (!Objects.equals(told.put(partition, record.offset()), record.offset())) {
            about(record, why, LOG.atWarn())
                    .log("The registry cannot be asked about a record, which is read again until it answers");
        }
    }

    private void passOver(ConsumerRecord<String, byte[]> record, ReadFailure why, Taker<T> taker) {
        taker.passedOver(record);
        about(record, why, isWarningDue() ? LOG.atWarn() : LOG.atDebug())
                .log("A record cannot be read and is passed over; of more within a minute the log tells at debug");
    }

    private boolean isWarningDue() {
        var now = nanos.getAsLong();
        if (warned.isPresent() && now - warned.getAsLong() < BETWEEN_WARNINGS.toNanos()) {
            return false;
        }
        warned = OptionalLong.of(now);
        return true;
    }

    private static LoggingEventBuilder about(
            ConsumerRecord<String, byte[]> record, ReadFailure why, LoggingEventBuilder log) {
        return log.addKeyValue(LogKeys.TOPIC, record.topic())
                .addKeyValue(LogKeys.PARTITION, record.partition())
                .addKeyValue(LogKeys.OFFSET, record.offset())
                .addKeyValue(LogKeys.REASON, why.reason());
    }
}
