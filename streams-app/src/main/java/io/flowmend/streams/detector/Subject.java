/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a finding is about.
 *
 * @param podUid the pod that had the address, where that is the point
 * @param address service address {@code ip:port/protocol}, or the address of a pod
 * @param flow {@code client -> address}; empty if the finding is about many
 * @param zone conntrack zone of the entry
 */
public record Subject(
        String cluster,
        String node,
        Optional<Service> service,
        Optional<String> podUid,
        String address,
        Optional<String> flow,
        OptionalInt zone) {

    /**
     * A Service.
     *
     * @param uid empty where only its name is known
     */
    public record Service(String namespace, String name, Optional<String> uid) {}

    /** All of it that tells findings of one rule apart. */
    String text() {
        return String.join(
                "\n",
                cluster,
                node,
                service.map(known -> known.namespace() + "/" + known.name()).orElse(""),
                podUid.orElse(""),
                address,
                flow.orElse(""),
                zone.isPresent() ? Integer.toString(zone.getAsInt()) : "");
    }
}
