/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;

/**
 * A version of a pod as somebody who watches the API would have received it.
 *
 * @param deleted the object is gone; this is its final state
 */
record Seen(Instant at, Pod pod, boolean deleted) {}
