/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.conntrack.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry that others were told about and whose end they will be told.
 *
 * @param towardsGone it is translated to an address whose owner ended, and was made before another came
 * @param service namespace/name of the service that it was made through; null if none is known
 * @param baseline the look that later ones are compared with; null until one showed a timeout
 * @param latest the last look; null until one showed a timeout
 */
record TrackedFlow(
        Entry entry,
        Moment firstSeen,
        LocalFacts local,
        boolean towardsGone,
        @Nullable String service,
        @Nullable Lifetime baseline,
        @Nullable Lifetime latest,
        Moment readAt) {

    boolean suspicious() {
        return entry.key().unNated() || towardsGone;
    }

    @Nullable
    Instant endOfLife() {
        return latest == null ? null : latest.endOfLife();
    }

    /** What an event or a dump showed; it begins the comparison anew. */
    TrackedFlow shown(Entry now, LocalFacts facts, @Nullable Lifetime look) {
        var kept = look == null ? latest : look;
        return new TrackedFlow(now, firstSeen, facts, towardsGone, service, kept, kept, readAt);
    }

    /** What a read showed; the baseline stays until it is surpassed, so that a slow sender is seen as well. */
    TrackedFlow read(Entry now, LocalFacts facts, @Nullable Lifetime look, Moment at) {
        if (look == null) {
            return new TrackedFlow(now, firstSeen, facts, towardsGone, service, baseline, latest, at);
        }
        var next = baseline == null || refreshedBy(now, look) || cutBy(look) ? look : baseline;
        return new TrackedFlow(now, firstSeen, facts, towardsGone, service, next, look, at);
    }

    /** From now on it is told as one whose packets go to nobody. */
    TrackedFlow haunted() {
        return new TrackedFlow(entry, firstSeen, local, true, service, baseline, latest, readAt);
    }

    boolean cutBy(@Nullable Lifetime look) {
        return look != null && latest != null && look.cut(latest);
    }

    boolean refreshedBy(Entry now, @Nullable Lifetime look) {
        return look != null && baseline != null && !now.offloaded() && look.prolonged(baseline);
    }
}
