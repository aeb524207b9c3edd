/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends in order and remembers what is not acknowledged yet. One per writing thread, over the one producer of the process.
 * After a failure nothing more is sent: a later record must not be seen as if the lost one had never been.
 */
final class Sender {

    private final Producer<String, SpecificRecord> producer;
    private final Consumer<Throwable> failed;
    private final ArrayDeque<Future<?>> unacknowledged = new ArrayDeque<>();

    Sender(Producer<String, SpecificRecord> producer, Consumer<Throwable> failed) {
        this.producer = producer;
        this.failed = failed;
    }

    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    void send(ProducerRecord<String, SpecificRecord> record) {
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().isDone()) {
            check(unacknowledged.removeFirst());
        }
        unacknowledged.add(producer.send(record, (acknowledged, failure) -> {
            if (failure != null) {
                failed.accept(failure);
            }
        }));
    }

    /** Waits until the broker has it all; the client's delivery.timeout.ms bounds the wait. */
    void awaitAll() {
        while (!unacknowledged.isEmpty()) {
            check(unacknowledged.removeFirst());
        }
    }

    private static void check(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException lost) {
            throw new KafkaException("a record was not taken by the broker", lost.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", interrupted);
        }
    }
}
