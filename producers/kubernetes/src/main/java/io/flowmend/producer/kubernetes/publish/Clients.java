/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Deserializer;

/** The Kafka clients that the link uses. */
public interface Clients {

    /** Must be idempotent and wait for all replicas. */
    Producer<String, SpecificRecord> producer();

    Consumer<String, byte[]> consumer();

    <R extends SpecificRecord> Deserializer<R> deserializer(Class<R> type);
}
