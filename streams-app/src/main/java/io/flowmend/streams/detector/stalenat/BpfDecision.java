/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Finding;
import java.time.Instant;
import java.util.Optional;

/**
 * What the rule of the eBPF form wants.
 *
 * @param finding what to publish now
 * @param wake when to be asked again
 */
record BpfDecision(BpfFlow next, Optional<Finding> finding, Optional<Instant> wake) {}
