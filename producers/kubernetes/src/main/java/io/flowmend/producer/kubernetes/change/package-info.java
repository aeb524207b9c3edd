/* Licensed under Apache-2.0. */
/**
 * What changed: pure, knows neither Kafka nor the Kubernetes client.
 *
 * <p>{@link io.flowmend.producer.kubernetes.change.Facts} are the parts of an object that we carry, nothing else, so that
 * two of them are equal exactly when there is nothing to tell. {@link io.flowmend.producer.kubernetes.change.Tracker}
 * holds the last published facts of every object of one type and turns what the API says into {@link
 * io.flowmend.producer.kubernetes.change.Publication}s: a state with the names of the parts that differ, a final state
 * and a tombstone for what is gone. A resourceVersion alone is bookkeeping and never a change.
 */
@NullMarked
package io.flowmend.producer.kubernetes.change;

import org.jspecify.annotations.NullMarked;
