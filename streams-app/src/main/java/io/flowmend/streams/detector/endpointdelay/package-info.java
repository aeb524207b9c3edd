/* Licensed under Apache-2.0. */
/**
 * Detects the late endpoint (incident 002; field guide, section 4): a pod runs and has an address, and the node's network
 * agent has not programmed it.
 *
 * <p>Two rules. The agent deleted the pod's route 9 to 15 seconds after its link came up, because it still knew nothing of
 * the pod: presence, certain. And: the pod has been running for 2 (warning) or 10 seconds (critical), and neither the agent
 * nor its folder of endpoint-status files has told of it: an absence, so it needs a heartbeat of the node that covers the
 * deadline, and a source that would have told.
 *
 * <p>{@link io.flowmend.streams.detector.endpointdelay.EndpointDelayRule} judges one node;
 * {@link io.flowmend.streams.detector.endpointdelay.StormRule} holds what it finds until all nodes are known so far, and
 * makes one finding of many that have one cause: one Typha, the API, one node.
 *
 * <p>The clock is event time, given by the ordering core; a restart or a backlog changes nothing but the delay.
 */
@NullMarked
package io.flowmend.streams.detector.endpointdelay;

import org.jspecify.annotations.NullMarked;
