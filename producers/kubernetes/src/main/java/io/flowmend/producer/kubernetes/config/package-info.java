/* Licensed under Apache-2.0. */
/** Settings of the Kubernetes producer, keys {@code kubernetes.*}. */
@NullMarked
package io.flowmend.producer.kubernetes.config;

import org.jspecify.annotations.NullMarked;
