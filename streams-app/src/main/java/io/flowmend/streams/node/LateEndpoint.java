/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;
import java.util.Optional;

/**
 * A finding about one endpoint that waits to be seen beside those of other nodes.
 *
 * @param typha that the node's agent hung on, if known
 */
public record LateEndpoint(Finding finding, Optional<String> typha) {}
