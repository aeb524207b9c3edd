/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * All that the rule may look at when a batch is due, beside the batch.
 *
 * @param lost the node that carried the connections
 * @param node the one that reset them
 * @param word what the API said last of the lost one
 * @param silentSince if the lost one is silent at {@code now}
 * @param lastBeat its last heartbeat before that
 * @param known whether {@code node} is known from one time to another
 * @param knownBefore the same of the lost one
 */
record Scene(
        String cluster,
        String lost,
        String node,
        ServiceAddress address,
        Instant now,
        Optional<NodeWord> word,
        Optional<Instant> silentSince,
        Optional<RecordRef> lastBeat,
        BiPredicate<Instant, Instant> known,
        BiPredicate<Instant, Instant> knownBefore) {}
