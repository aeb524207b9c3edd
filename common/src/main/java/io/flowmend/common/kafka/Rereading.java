/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import io.flowmend.common.observe.LogKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes back to records about which the registry could not be asked. Polls go on meanwhile, and nobody sleeps. */
public final class Rereading {

    private static final Logger LOG = LoggerFactory.getLogger(Rereading.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Consumer<?, ?> consumer;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Long> told = new HashMap<>();
    private long begun;

    /** @param nanos monotone */
    public Rereading(Consumer<?, ?> consumer, LongSupplier nanos) {
        this.consumer = consumer;
        this.nanos = nanos;
    }

    /** Its partition hands over nothing until the pause is over, and then this record. Told once of each record. */
    public void again(ConsumerRecord<?, ?> read, ReadFailure why) {
        var partition = new TopicPartition(read.topic(), read.partition());
        consumer.seek(partition, read.offset());
        consumer.pause(Set.of(partition));
        begun = nanos.getAsLong();
        if (Objects.equals(told.put(partition, read.offset()), read.offset())) {
            return;
        }
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, read.topic())
                .addKeyValue(LogKeys.PARTITION, read.partition())
                .addKeyValue(LogKeys.OFFSET, read.offset())
                .addKeyValue(LogKeys.REASON, why.reason())
                .log("The registry cannot be asked about a record, which is read again until it answers");
    }

    /** Before each poll. */
    public void resume() {
        if (nanos.getAsLong() - begun >= PAUSE.toNanos()) {
            consumer.resume(consumer.paused());
        }
    }
}
