/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import java.util.Optional;

/**
 * What the node's Calico can do about the fault by itself, and what a person can do with it.
 *
 * @param version as the node tells it
 * @param healsItself its scanner removes such entries (from 3.30.0 on: #10049, #10098); true also if the version is not
 *     known, which only costs patience
 * @param removesIpv6 its command takes an IPv6 entry without a panic (#13917); false unless known
 */
public record Calico(Optional<String> version, boolean healsItself, boolean removesIpv6) {

    public static final Calico UNKNOWN = new Calico(Optional.empty(), true, false);

    String text() {
        return version.map(known -> "Calico " + known).orElse("Calico of a version that the node does not tell");
    }
}
