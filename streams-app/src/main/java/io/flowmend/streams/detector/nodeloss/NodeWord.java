/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;

/**
 * What the API says of a node.
 *
 * @param ready the condition Ready is True and the object is there
 * @param since when that became so, as the condition says it
 */
public record NodeWord(boolean ready, Instant since, RecordRef record) {}
