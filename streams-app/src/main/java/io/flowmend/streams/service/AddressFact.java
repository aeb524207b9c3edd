/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one service says of one of its addresses.
 *
 * @param exemption why a node's proxy need not NAT it, although a backend is ready
 * @param localOnly a node NATs it only to backends of its own (traffic policy Local)
 * @param readyNodes nodes with a ready backend; only kept if {@code localOnly}
 * @param readySince when a backend became ready; empty if none is
 * @param service record that gave it the address
 * @param slice record that made it ready
 * @param directReturn how kube-router forwards it, if backends answer clients directly
 * @param backends the ready ones, of TCP only: all if any node would choose the same of them, or the only one; else none,
 *     because each change is told to every detector
 * @param cause record that changed it last
 */
public record AddressFact(
        ServiceAddress address,
        String namespace,
        String name,
        String uid,
        Optional<String> exemption,
        boolean localOnly,
        Set<String> readyNodes,
        Optional<Instant> readySince,
        RecordRef service,
        Optional<RecordRef> slice,
        Optional<DirectReturn> directReturn,
        List<ReadyBackend> backends,
        RecordRef cause) {

    public AddressFact {
        readyNodes = Set.copyOf(readyNodes);
        backends = List.copyOf(backends);
    }

    /** True if this node's proxy must translate packets to the address. */
    public boolean isNattedOn(String node) {
        return exemption.isEmpty() && readySince.isPresent() && (!localOnly || readyNodes.contains(node));
    }

    /** The same but for the records that say so: nothing that a rule could see has changed. */
    public boolean saysTheSameAs(AddressFact other) {
        return address.equals(other.address)
                && exemption.equals(other.exemption)
                && localOnly == other.localOnly
                && readyNodes.equals(other.readyNodes)
                && readySince.equals(other.readySince)
                && directReturn.equals(other.directReturn)
                && backends.equals(other.backends);
    }
}
