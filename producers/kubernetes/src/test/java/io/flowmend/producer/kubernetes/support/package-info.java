/* Licensed under Apache-2.0. */
/** What the tests run against: a real control plane as child processes, a proxy that stalls, Kafka's topics in memory. */
@NullMarked
package io.flowmend.producer.kubernetes.support;

import org.jspecify.annotations.NullMarked;
