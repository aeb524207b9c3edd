/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A service's backend at one address, as one of its slices has it.
 *
 * @param address of the pod, normalised
 * @param service {@code namespace/name}
 * @param slice uid of the slice
 * @param port of the pod; empty if the slice leaves it open
 * @param protocol IP protocol number
 * @param uid of the pod; empty if the slice names none
 * @param since when the slice first had it
 * @param record of the slice, the last that had it
 * @param removed when the slice no longer had it, if so
 */
public record Backend(
        String address,
        String service,
        String slice,
        Optional<Integer> port,
        int protocol,
        Optional<String> uid,
        boolean ready,
        boolean serving,
        boolean terminating,
        Instant since,
        RecordRef record,
        Optional<Removed> removed) {

    /** The slice that no longer has it. */
    public record Removed(Instant at, RecordRef record) {}

    /** What is said of the address by this origin replaces what it said before. */
    public String origin() {
        return String.join(
                "/",
                "Backend",
                slice,
                service,
                port.map(String::valueOf).orElse(""),
                Integer.toString(protocol),
                uid.orElse(""));
    }

    /** The record that says what holds now. */
    public RecordRef cause() {
        return removed.map(Removed::record).orElse(record);
    }

    public boolean serves(int ofProtocol, int atPort) {
        return protocol == ofProtocol && port.filter(own -> own != atPort).isEmpty();
    }

    /** The same but for the records that say so. */
    public boolean saysTheSameAs(Backend other) {
        return origin().equals(other.origin())
                && ready == other.ready
                && serving == other.serving
                && terminating == other.terminating
                && removed.isPresent() == other.removed.isPresent();
    }

    /** The same backend, with the state of a later version of the slice. */
    public Backend since(Instant earlier) {
        return new Backend(
                address, service, slice, port, protocol, uid, ready, serving, terminating, earlier, record, removed);
    }

    public Backend removedBy(RecordRef later) {
        return new Backend(
                address,
                service,
                slice,
                port,
                protocol,
                uid,
                ready,
                serving,
                terminating,
                since,
                record,
                Optional.of(new Removed(later.time(), later)));
    }
}
