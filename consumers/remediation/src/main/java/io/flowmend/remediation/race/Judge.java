/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.remediation.order.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Knows the truth at the moment of each act. What a command names is demanded exactly: the kernel deletes by tuples, zone and id and
 * destroys by ends and cookie. Everything else can change between its last reading and the act, whoever reads; it is wrong to act on
 * it when it was untrue for longer than {@link #GRACE}, and counted as narrow when it was untrue for less.
 */
final class Judge {

    /** What an act may rest on (5 ms, {@code Limits.fresh}) and the longest single read and act of the simulation. */
    static final Duration GRACE = Duration.ofMillis(6);

    /** Between the check of the expiry and the act nothing is read; an act itself takes less. */
    private static final Duration LATE = Duration.ofMillis(1);

    private final Map<Wrong, Lasting> truths = new EnumMap<>(Wrong.class);
    private final List<Wrong> wrongs = new ArrayList<>();
    private final Set<Target> acted = new HashSet<>();
    private OptionalInt life = OptionalInt.empty();
    private int narrow;
    private int acts;

    void truth(Wrong kind, boolean holds, long nanos) {
        truths.computeIfAbsent(kind, _ -> new Lasting()).now(holds, nanos);
    }

    /**
     * An act that had an effect.
     *
     * @param target what was removed, as a command would name it
     * @param named whether a valid command names it
     * @param left life of the command, by a clock that nobody moves
     */
    void acted(Target target, boolean named, Duration left, int byLife, long nanos) {
        acts++;
        if (!named) {
            wrongs.add(Wrong.NOT_NAMED);
        }
        if (left.plus(LATE).isNegative()) {
            wrongs.add(Wrong.AFTER_EXPIRY);
        }
        if (!acted.add(target) || (life.isPresent() && life.getAsInt() != byLife)) {
            wrongs.add(Wrong.TWICE);
        }
        life = OptionalInt.of(byLife);
        truths.forEach((kind, truth) -> weigh(kind, truth, nanos));
    }

    /** A truth of one target only. */
    void weigh(Wrong kind, Lasting truth, long nanos) {
        if (truth.untrueFor(nanos) > GRACE.toNanos()) {
            wrongs.add(kind);
        } else if (!truth.holds()) {
            narrow++;
        }
    }

    /** What must hold without any grace. */
    void demand(boolean holds, Wrong otherwise) {
        if (!holds) {
            wrongs.add(otherwise);
        }
    }

    List<Wrong> wrongs() {
        return List.copyOf(wrongs);
    }

    int acts() {
        return acts;
    }

    /** Acts during whose last reading, or right after it, something became untrue. */
    int narrow() {
        return narrow;
    }
}
