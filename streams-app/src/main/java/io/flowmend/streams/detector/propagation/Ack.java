/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy has programmed every change up to a revision, but for the exceptions.
 *
 * @param source of the node that said it, as heartbeats name it
 * @param exceptions reason by revision
 * @param lastSync last sync of the rules, as the proxy tells it
 */
public record Ack(
        RecordRef record, String source, long revision, Map<Long, String> exceptions, Optional<Instant> lastSync) {

    public Ack {
        exceptions = Map.copyOf(exceptions);
    }
}
