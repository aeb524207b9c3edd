/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.View;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the rule may look at in one turn, beside the flows.
 *
 * @param address of the pods, normalised
 * @param known false while node or API is not known at {@code now}: nothing is concluded then
 * @param cause origin of the record that gave this turn
 * @param vouching the first heartbeat that covers {@code now}
 */
record Scene(
        String cluster,
        String node,
        String address,
        Instant now,
        boolean known,
        String cause,
        View view,
        Optional<RecordRef> vouching) {}
