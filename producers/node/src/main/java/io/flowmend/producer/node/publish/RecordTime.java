/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import java.time.Duration;
import java.time.Instant;

/**
 * Timestamp of a Kafka record: the event's time, unless the broker would refuse it as from the future or delete it as
 * too old. The value keeps the true one.
 */
record RecordTime(long millis, boolean clamped) {

    static RecordTime of(Instant event, Instant now, Duration retention) {
        var oldest = now.minus(retention.dividedBy(2));
        if (event.isAfter(now.plusSeconds(1))) {
            return new RecordTime(now.toEpochMilli(), true);
        }
        return event.isBefore(oldest)
                ? new RecordTime(oldest.toEpochMilli(), true)
                : new RecordTime(event.toEpochMilli(), false);
    }
}
