/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.RecordRef;

/**
 * What the eBPF NAT map of a node has for exactly one address, port and protocol.
 *
 * @param backends all that it may choose from
 * @param local of them on the node itself
 */
public record BpfFrontend(int backends, int local, RecordRef record) {}
