/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

/** An object as the API gave it. */
public record Observed<F extends Facts>(F facts, String resourceVersion) {}
