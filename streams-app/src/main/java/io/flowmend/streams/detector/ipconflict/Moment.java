/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.ownership.View;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One turn over an address, as its rules see it.
 *
 * @param now event time
 * @param apiKnown what the API says is known at {@code now}
 * @param apiKnownSince end of the last time over which it was not
 * @param view who owns the address and which slices list it
 * @param cause the record that gave this turn; empty for a deadline
 */
record Moment(
        String cluster,
        String address,
        Instant now,
        boolean apiKnown,
        Instant apiKnownSince,
        View view,
        Optional<RecordRef> cause) {

    Subject subject(String node, String pod) {
        return new Subject(
                cluster, node, Optional.empty(), Optional.of(pod), address, Optional.empty(), OptionalInt.empty());
    }

    /** @return the later of the time and that from which the API has been known without a gap */
    Instant atLeastKnown(Instant time) {
        return time.isAfter(apiKnownSince) ? time : apiKnownSince;
    }
}
