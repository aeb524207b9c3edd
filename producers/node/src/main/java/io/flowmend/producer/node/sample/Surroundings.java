/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an entry is judged by.
 *
 * @param local what of a destination is the node's own
 * @param gone whether whatever reaches an address is suspicious, see {@link GoneAddresses#open(Ip)}
 * @param service namespace/name of the service that had an address when one was last known
 */
public record Surroundings(
        LocalFacts.Reader local, Predicate<Ip> gone, Function<ServiceAddress, Optional<String>> service) {}
