/* Licensed under Apache-2.0. */
/**
 * Detects connections that were reset because the network agent wrote the rules of a Windows endpoint again (incident 000;
 * field guide, section 2).
 *
 * <p>{@link io.flowmend.streams.detector.endpointreset.RefreshRule} looks at the Windows node: rules were written, and why:
 * only the pod's labels had changed, or a policy, profile, IP set, host address had, or the agent had started. {@link
 * io.flowmend.streams.detector.endpointreset.ResetRule} joins that with the resets that peers on other nodes received from
 * the pod's address within seconds; the pod itself sees none of them. Without such a reset there is no finding.
 *
 * <p>The clock is event time, given by the ordering core; a restart or a backlog changes nothing but the delay.
 */
@NullMarked
package io.flowmend.streams.detector.endpointreset;

import org.jspecify.annotations.NullMarked;
