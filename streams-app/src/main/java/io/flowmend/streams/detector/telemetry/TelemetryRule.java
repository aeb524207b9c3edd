/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.telemetry;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeRule;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import io.flowmend.streams.node.StoredCase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Says of a node when it is silent, loses something, or has a clock that cannot be believed. */
public record TelemetryRule(TelemetryConfig config) implements NodeRule {

    private static final String NAME = "telemetry";
    private static final int VERSION = 1;
    private static final String SILENT = "node-silent";
    private static final String LOSSY = "source-lossy";
    private static final String AHEAD = "clock-ahead";
    private static final String OPEN = "open";
    private static final String LAST = "last";
    private static final String BEAT = "beat";
    private static final String SINCE = "since";
    private static final String LOST = "lost";
    private static final String SUSPECTED = "suspected";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void pod(Scene scene, PodSeen pod, boolean live) {
        // of no interest
    }

    @Override
    public void forget(Scene scene, String uid) {
        // of no interest
    }

    @Override
    public void fact(Scene scene, NodeFact fact) {
        // of no interest
    }

    @Override
    public void gap(Scene scene, Gap gap) {
        if (gap.beat().isEmpty()) {
            scene.book().put(SILENT, "", StoredCase.EMPTY.word(SINCE, gap.from().toString()));
            scene.wakeAt(gap.from().plus(config.silence()), SILENT);
            return;
        }
        var beat = gap.beat().get();
        var wasSilent = spoke(scene, beat.record());
        var lost = lost(scene, beat, gap);
        if (beat.ahead()) {
            ahead(scene, beat, gap);
        } else if (!wasSilent && !lost && !gap.from().equals(Instant.MIN)) {
            harmless(scene, LOSSY, "nothing was lost: its agent, or a source of it, began anew");
        }
    }

    /**
     * The first word after a silence.
     *
     * @return whether it was one
     */
    private boolean spoke(Scene scene, RecordRef beat) {
        var silent = scene.book().get(SILENT, "");
        scene.book().remove(SILENT, "");
        scene.book().put(LAST, "", StoredCase.EMPTY.mark(BEAT, beat));
        silent.flatMap(stored -> stored.word(SINCE)).map(Instant::parse).ifPresent(since -> {
            if (!isOpen(scene)) {
                harmless(
                        scene,
                        SILENT,
                        "it was silent for "
                                + Duration.between(since, beat.time()).toSeconds() + " s, less than "
                                + config.silence().toSeconds() + " s");
            }
            end(scene, SILENT, "the node speaks again", Optional.of(beat));
        });
        return silent.isPresent();
    }

    private boolean lost(Scene scene, NodeBeat beat, Gap gap) {
        var before = scene.book().get(LOST, "").orElse(StoredCase.EMPTY);
        var moved = new TreeMap<String, Long>();
        for (var source : new TreeMap<>(beat.lost()).entrySet()) {
            var known = before.word(source.getKey()).map(Long::parseLong).orElse(0L);
            // A new life counts from zero.
            var more = source.getValue() < known ? source.getValue() : source.getValue() - known;
            if (more > 0) {
                moved.put(source.getKey(), more);
            }
        }
        var next = StoredCase.EMPTY;
        for (var source : beat.lost().entrySet()) {
            next = next.word(source.getKey(), Long.toString(source.getValue()));
        }
        scene.book().put(LOST, "", next);
        if (!moved.isEmpty()) {
            trouble(scene, LOSSY, "lost " + words(moved), brokenAt(gap, beat), beat.record());
        }
        return !moved.isEmpty();
    }

    /** Nothing was known before a first heartbeat; what it says of itself begins with it. */
    private static Instant brokenAt(Gap gap, NodeBeat beat) {
        return gap.from().equals(Instant.MIN) ? beat.record().time() : gap.from();
    }

    private static String words(Map<String, Long> moved) {
        return String.join(
                ", ",
                moved.entrySet().stream()
                        .map(each -> each.getValue() + " of " + each.getKey())
                        .toList());
    }

    /** Once may be a mark of the API that was slow on its way; again is the clock. */
    private void ahead(Scene scene, NodeBeat beat, Gap gap) {
        var before = scene.book().get(SUSPECTED, AHEAD).flatMap(stored -> stored.at(BEAT));
        scene.book().put(SUSPECTED, AHEAD, StoredCase.EMPTY.mark(BEAT, beat.record()));
        var again = before.filter(at -> !at.plus(config.quiet()).isBefore(scene.now()))
                .isPresent();
        if (again) {
            trouble(
                    scene,
                    AHEAD,
                    "the node's clock runs ahead of the API's by more than streams.skew.bound",
                    brokenAt(gap, beat),
                    beat.record());
        } else {
            harmless(
                    scene,
                    AHEAD,
                    "its heartbeats were ahead of the API's clock once within "
                            + config.quiet().toSeconds() + " s: a mark may have been slow on its way");
        }
    }

    /** Opens a finding, or holds it open for longer. */
    private void trouble(Scene scene, String kind, String says, Instant from, RecordRef beat) {
        var open = scene.book().get(OPEN, kind);
        var until = scene.now().plus(config.quiet());
        if (open.isEmpty()) {
            var finding = finding(scene, kind, beat.origin(), from, says, List.of(new Evidence(says, beat)));
            scene.found(finding);
            open = Optional.of(StoredCase.EMPTY.finding(finding));
        }
        scene.book().put(OPEN, kind, open.get().word(SINCE, until.toString()));
        scene.wakeAt(until, kind);
    }

    @Override
    public void due(Scene scene, String tag) {
        if (tag.equals(SILENT)) {
            silent(scene);
            return;
        }
        var quiet = scene.book()
                .get(OPEN, tag)
                .flatMap(stored -> stored.word(SINCE))
                .map(Instant::parse)
                .filter(until -> !until.isAfter(scene.now()));
        if (quiet.isPresent()) {
            end(scene, tag, "nothing more for " + config.quiet().toSeconds() + " s", Optional.empty());
        }
    }

    private void silent(Scene scene) {
        var since = scene.book()
                .get(SILENT, "")
                .flatMap(stored -> stored.word(SINCE))
                .map(Instant::parse);
        if (since.isEmpty() || scene.now().isBefore(since.get().plus(config.silence())) || isOpen(scene)) {
            return; // it spoke, or is silent anew: that has a turn of its own
        }
        var lines = scene.book().get(LAST, "").flatMap(stored -> stored.mark(BEAT)).stream()
                .map(beat -> new Evidence("the last time that the node was unknown before ended with it", beat))
                .toList();
        var says = "no heartbeat since " + since.get();
        var finding = finding(scene, SILENT, "silent since " + since.get(), since.get(), says, lines);
        scene.found(finding);
        scene.book().put(OPEN, SILENT, StoredCase.EMPTY.finding(finding));
    }

    private static boolean isOpen(Scene scene) {
        return scene.book().get(OPEN, SILENT).isPresent();
    }

    private static void end(Scene scene, String kind, String reason, Optional<RecordRef> beat) {
        scene.book().get(OPEN, kind).flatMap(StoredCase::finding).ifPresent(open -> {
            scene.book().remove(OPEN, kind);
            scene.found(open.then(
                    new Transition(FindingState.HEALED_BY_OTHERS, scene.now(), reason),
                    beat.map(record -> List.of(new Evidence(reason, record))).orElse(List.of())));
        });
    }

    private static Finding finding(
            Scene scene, String kind, String epoch, Instant from, String says, List<Evidence> lines) {
        return new Finding(
                NAME,
                VERSION,
                subject(scene, kind),
                epoch,
                kind,
                "Flowmend does not see all of node " + scene.node() + ": " + says
                        + ". No rule concludes there that something did not happen.",
                advice(kind),
                Confidence.CERTAIN,
                kind.equals(SILENT) ? Severity.CRITICAL : Severity.WARNING,
                false,
                new BlastRadius(0, 0, 1),
                Optional.empty(),
                false,
                from,
                scene.now(),
                List.of(new Transition(FindingState.OPEN, scene.now(), says)),
                lines);
    }

    private static void harmless(Scene scene, String kind, String reason) {
        scene.harmless(() -> new Harmless(NAME, subject(scene, kind), scene.now(), reason));
    }

    private static Subject subject(Scene scene, String kind) {
        return new Subject(
                scene.cluster(),
                scene.node(),
                Optional.empty(),
                Optional.empty(),
                kind,
                Optional.empty(),
                OptionalInt.empty());
    }

    private static String advice(String kind) {
        return switch (kind) {
            case SILENT ->
                "See whether the node is up, whether its agent runs, and whether it reaches the broker. A clock"
                        + " that is behind by more than its heartbeat's period and streams.node.grace looks the same.";
            case LOSSY ->
                "The agent takes a fresh dump by itself. If it repeats: raise node.receive.buffer.mib,"
                        + " node.queue.max or node.tracked.max, or give the agent CPU.";
            default -> "Mend the node's time synchronisation; until then the node is unknown.";
        };
    }
}
