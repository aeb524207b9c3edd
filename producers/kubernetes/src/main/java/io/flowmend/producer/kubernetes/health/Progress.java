/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.health;

import io.flowmend.common.observe.Status;
import io.flowmend.producer.kubernetes.change.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each loop last did. Thread-safe; time is an argument. */
public final class Progress {

    /** A loop turns several times a second; a list or a patch may take its whole request timeout. */
    static final Duration LATELY = Duration.ofSeconds(60);

    private final Map<Kind, Instant> turns = new EnumMap<>(Kind.class);
    private final Map<Kind, String> outages = new EnumMap<>(Kind.class);
    private final Set<Kind> said = EnumSet.noneOf(Kind.class);
    private final Set<Kind> marked = EnumSet.noneOf(Kind.class);
    private final Set<Kind> markedToBeReady;
    private final boolean canaries;
    private Instant canaryTurn;
    private @Nullable Throwable failure;

    /**
     * @param markedToBeReady types whose first mark is waited for; one that moves by bookmarks has it after a minute only
     * @param canaries whether a canary loop runs
     */
    public Progress(Instant start, Set<Kind> markedToBeReady, boolean canaries) {
        this.markedToBeReady = Set.copyOf(markedToBeReady);
        this.canaries = canaries;
        this.canaryTurn = start;
        for (var kind : Kind.values()) {
            turns.put(kind, start);
            outages.put(kind, "not listed yet");
        }
    }

    public synchronized void turned(Kind kind, Instant at) {
        turns.put(kind, at);
    }

    public synchronized void canaryTurned(Instant at) {
        canaryTurn = at;
    }

    /**
     * The type is listed and its watch is open.
     *
     * @return whether an outage that was said ends with it
     */
    public synchronized boolean watching(Kind kind) {
        outages.remove(kind);
        return said.remove(kind);
    }

    /** @return whether this outage is news, to be said once */
    public synchronized boolean interrupted(Kind kind, String reason) {
        outages.put(kind, reason);
        return said.add(kind);
    }

    public synchronized void marked(Kind kind) {
        marked.add(kind);
    }

    /** Something was lost that no retry can mend. */
    public synchronized void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Liveness. */
    public synchronized Status health(Instant now) {
        if (failure != null) {
            return Status.bad("failed: " + failure.getMessage());
        }
        var stuck = new ArrayList<String>();
        turns.forEach((kind, at) -> note(stuck, "watch of " + kind.plural(), at, now));
        if (canaries) {
            note(stuck, "canaries", canaryTurn, now);
        }
        return stuck.isEmpty() ? Status.good("every loop turned lately") : Status.bad(String.join(", ", stuck));
    }

    /** Readiness. */
    public synchronized Status ready() {
        if (failure != null) {
            return Status.bad("failed: " + failure.getMessage());
        }
        var missing = new ArrayList<String>();
        for (var kind : Kind.values()) {
            if (outages.containsKey(kind)) {
                missing.add(kind.plural() + ": " + outages.get(kind));
            } else if (markedToBeReady.contains(kind) && !marked.contains(kind)) {
                missing.add(kind.plural() + ": no mark yet");
            }
        }
        return missing.isEmpty() ? Status.good("every type is watched") : Status.bad(String.join("; ", missing));
    }

    private static void note(List<String> stuck, String loop, Instant at, Instant now) {
        if (now.isAfter(at.plus(LATELY))) {
            stuck.add(loop + " last turned " + Duration.between(at, now).toSeconds() + " s ago");
        }
    }
}
