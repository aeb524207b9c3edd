/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.flowmend.producer.kubernetes.change.Kind;

/** What the canaries count. */
@FunctionalInterface
public interface CanaryMetrics {

    /** A canary could not be written. */
    void canaryFailed(Kind kind);
}
