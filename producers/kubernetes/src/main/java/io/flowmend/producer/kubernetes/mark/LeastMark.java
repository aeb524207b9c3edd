/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.mark;

import io.flowmend.producer.kubernetes.change.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The least watermark of the types that have a canary. Nodes and namespaces are left out: they move by bookmarks, 90 s behind, and would
 * hold everything else back. Thread-safe: every watch reports here.
 */
public final class LeastMark {

    /** The types that count. */
    public static final Set<Kind> KINDS = Set.copyOf(EnumSet.complementOf(EnumSet.of(Kind.NODE, Kind.NAMESPACE)));

    private final Map<Kind, Instant> watermarks = new EnumMap<>(Kind.class);
    private @Nullable Instant least;

    /** @return the least watermark, if it moved */
    public synchronized Optional<Instant> moved(Kind kind, Instant watermark) {
        if (!KINDS.contains(kind)) {
            return Optional.empty();
        }
        watermarks.put(kind, watermark);
        if (!watermarks.keySet().containsAll(KINDS)) {
            return Optional.empty();
        }
        var now = watermarks.values().stream().min(Instant::compareTo).orElseThrow();
        if (least != null && !now.isAfter(least)) {
            return Optional.empty();
        }
        least = now;
        return Optional.of(now);
    }
}
