/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The Kafka timestamp of a record: the event time as far as the broker takes it. By default a broker refuses what is more
 * than 1 h ahead of its clock, and a topic with retention drops at once what is older than that; half of each is left for
 * a broker whose clock differs.
 *
 * @param clamped true if the timestamp is not the event time
 */
record RecordTime(Instant timestamp, boolean clamped) {

    static final Duration AHEAD = Duration.ofMinutes(30);

    /** @param oldest what the topic keeps; empty if it keeps any age */
    static RecordTime of(Instant eventTime, Instant now, Optional<Duration> oldest) {
        var most = now.plus(AHEAD);
        if (eventTime.isAfter(most)) {
            return new RecordTime(most, true);
        }
        var least = oldest.map(retention -> now.minus(retention.dividedBy(2))).orElse(Instant.EPOCH);
        return eventTime.isBefore(least) ? new RecordTime(least, true) : new RecordTime(eventTime, false);
    }
}
