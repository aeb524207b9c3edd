/* Licensed under Apache-2.0. */
/**
 * Detects ghost flows: flows that go on to the address of a pod that has ended (field guide, section 5C).
 *
 * <p>A pod that backed a service ends. A conntrack entry or a socket of a client still leads to its address: packets are
 * lost while nobody owns the address, and reach a stranger once another pod has it. Pod lifecycle knows the one half,
 * the node the other.
 *
 * <p>{@link io.flowmend.streams.detector.ghostflow.GhostFlowRule} judges one flow against what the API says of the
 * address: innocent and why, or a ghost and of which case. {@link io.flowmend.streams.detector.ghostflow.Case} is all
 * flows of one service, former owner and form on one node: one finding, however many flows.
 * {@link io.flowmend.streams.detector.ghostflow.GhostFlowTurn} keeps both in step over one turn, with a write or two per
 * flow that changed.
 *
 * <p>The clock is event time, given by the ordering core; a restart or a backlog changes nothing but the delay. Nothing
 * is concluded while node or API is unknown.
 */
@NullMarked
package io.flowmend.streams.detector.ghostflow;

import org.jspecify.annotations.NullMarked;
