/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the rule may look at in one turn, beside the entries.
 *
 * @param now event time
 * @param known false while node or API is not known at {@code now}: nothing is concluded then
 * @param cause origin of the record that gave this turn; for a deadline nothing new has come
 * @param services what the services say of the address at {@code now}
 * @param vouching the first heartbeat that covers {@code now}
 * @param proxy the node's service proxy, as of that heartbeat
 */
record Scene(
        String cluster,
        String node,
        ServiceAddress address,
        String client,
        Instant now,
        boolean known,
        String cause,
        List<AddressFact> services,
        Optional<RecordRef> vouching,
        NodeProxy proxy) {

    Scene {
        services = List.copyOf(services);
    }

    /** The service whose NAT rule this node must have; the one ready longest, if several claim the address. */
    Optional<AddressFact> natted() {
        return services.stream()
                .filter(service -> service.isNattedOn(node))
                .min((one, other) -> one.readySince()
                        .orElseThrow()
                        .compareTo(other.readySince().orElseThrow()));
    }
}
