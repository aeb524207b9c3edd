/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.address.Ip;

/** One direction of a flow; ports are 0 where the protocol has none. */
public record FlowTuple(Ip source, Ip destination, int sourcePort, int destinationPort) {}
