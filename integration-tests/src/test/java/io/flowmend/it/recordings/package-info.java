/* Licensed under Apache-2.0. */
/**
 * Recorded lives of pods and services, taken through the domain's state machines on production's own way: read as the
 * producer reads them, written as Avro, read back as the topology reads it.
 *
 * <p>The recordings stay where {@code FLOWMEND_RECORDINGS} says; what is expected of each is a text under
 * {@code src/test/resources/recordings} in the folder of the same name, written by hand from what was recorded. What a
 * recording does not hold (addresses, mostly) is assumed there, in words.
 */
@NullMarked
package io.flowmend.it.recordings;

import org.jspecify.annotations.NullMarked;
