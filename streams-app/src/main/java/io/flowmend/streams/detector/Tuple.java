/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/** One direction of a flow, as conntrack has it. */
public record Tuple(String source, String destination, int sourcePort, int destinationPort) {}
