/* Licensed under Apache-2.0. */
/**
 * Towards Kafka: Avro records, keys, one idempotent producer with {@code acks=all}; and back, the topics as they are at
 * start. The only package that sees generated classes.
 *
 * <p>What the topics hold is the producer's only memory: which objects were published (so that one deleted while nobody
 * watched gets its final state and tombstone), the last watermark, and the latest time ever written, behind which the
 * clock does not go.
 *
 * <p>A mark is sent only after the broker acknowledged everything that precedes it, so it can never stand in the log while
 * a record that it speaks for was lost. A send that fails for good ends the producer: the next life starts from the topics.
 *
 * <p>The Kafka timestamp is the event time, clamped to what a broker accepts; the value keeps the true one.
 */
@NullMarked
package io.flowmend.producer.kubernetes.publish;

import org.jspecify.annotations.NullMarked;
