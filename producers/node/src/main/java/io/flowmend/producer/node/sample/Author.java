/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import java.util.Optional;

/** Who removed an entry through netlink; the program is known only if it still lived. */
public record Author(long portId, Optional<String> program) {}
