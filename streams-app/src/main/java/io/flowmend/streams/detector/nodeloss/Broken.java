/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A client whose connection one node carried and another one reset.
 *
 * @param rowUntil the connection would have lived so long without a packet
 * @param covering heartbeat of the resetting node that covers the reset
 */
public record Broken(String client, RecordRef row, Instant rowUntil, RecordRef reset, Optional<RecordRef> covering) {

    Instant at() {
        return reset.time();
    }

    /** {@code 10.1.0.2} of {@code 10.1.0.2:5000}. */
    String ip() {
        return client.substring(0, client.lastIndexOf(':'));
    }
}
