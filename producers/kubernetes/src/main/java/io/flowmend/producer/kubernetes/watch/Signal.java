/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import java.time.Instant;

/** What a watch brings, in its order. */
sealed interface Signal<T> {

    /** A sign of life, received at that time. */
    sealed interface Seen<T> extends Signal<T> {
        Instant at();
    }

    /** An object was added or modified. */
    record Changed<T>(T object, Instant at) implements Seen<T> {}

    /** An object was deleted; this is its final state. */
    record Deleted<T>(T object, Instant at) implements Seen<T> {}

    /** Nothing else happened up to that version. */
    record Bookmark<T>(String resourceVersion, Instant at) implements Seen<T> {}

    /** @param gone whether the version to go on from is not to be had any more */
    record Closed<T>(boolean gone, String reason) implements Signal<T> {}
}
