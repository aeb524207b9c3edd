/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the intake knows of one node: how far it is vouched for, what has arrived beyond that, and the steps of the
 * status partition that still wait for facts of the other partition.
 *
 * @param watermark vouched for and released; {@link Instant#MIN} before the first heartbeat
 * @param passedBy how far the API's marks have moved a node that fell behind; empty while it keeps up
 * @param declared watermark of the last heartbeat in the status partition, released or not
 * @param period the node's own promise for the next heartbeat
 * @param ahead the last mark showed the node's clock ahead of the API's by more than the bound
 * @param sources per source: the life that is vouched for, how far, and its losses
 * @param arrived per source and life: the highest sequence that has arrived
 * @param lives that have arrived, in the order of their first facts; a life that another of its source follows is over
 * @param retired lives that ended and whose facts are late, newest last
 * @param unreadable records under this node's key since the last that could be read
 * @param doubtful a heartbeat that did not move the watermark told of a loss; the next one that moves it says so
 * @param lastBeat life and sequence of the last heartbeat, to drop an echo
 * @param ended lives whose heartbeats another life's have followed
 */
record NodeProgress(
        Instant watermark,
        Optional<Instant> passedBy,
        Instant declared,
        Duration period,
        boolean ahead,
        Map<String, Vouched> sources,
        Map<String, Long> arrived,
        List<String> lives,
        List<String> retired,
        int unreadable,
        boolean doubtful,
        String lastBeat,
        long lastBeatSequence,
        List<String> ended,
        List<Step> steps) {

    private static final int REMEMBERED_LIVES = 16;

    /** How far a source is vouched for. */
    record Vouched(String bootId, long sequence, long lost) {}

    /** What the status partition said, in its order. */
    sealed interface Step {

        /**
         * A heartbeat.
         *
         * @param floor facts at or before it are late, whoever vouches for them
         */
        record Vouch(Beat beat, boolean ahead, Instant floor) implements Step {}

        /** The API's marks have gone past the node. */
        record Pass(Instant to) implements Step {}
    }

    NodeProgress {
        sources = Map.copyOf(sources);
        arrived = Map.copyOf(arrived);
        lives = List.copyOf(lives);
        retired = List.copyOf(retired);
        ended = List.copyOf(ended);
        steps = List.copyOf(steps);
    }

    static NodeProgress unseen() {
        return new NodeProgress(
                Instant.MIN,
                Optional.empty(),
                Instant.MIN,
                Duration.ZERO,
                false,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                0,
                false,
                "",
                0,
                List.of(),
                List.of());
    }

    boolean hasBeaten() {
        return !lastBeat.isEmpty();
    }

    static String life(String source, String bootId) {
        return source + "/" + bootId;
    }

    long arrivedOf(String source, String bootId) {
        return arrived.getOrDefault(life(source, bootId), 0L);
    }

    NodeProgress arrival(Fact fact) {
        var next = new HashMap<>(arrived);
        var life = life(fact.source(), fact.bootId());
        next.put(life, fact.sequence());
        var nextLives = new ArrayList<>(lives);
        if (!nextLives.contains(life)) {
            nextLives.add(life);
        }
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                sources,
                next,
                nextLives,
                retired,
                0,
                doubtful,
                lastBeat,
                lastBeatSequence,
                ended,
                steps);
    }

    NodeProgress unreadableToo() {
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                sources,
                arrived,
                lives,
                retired,
                unreadable + 1,
                doubtful,
                lastBeat,
                lastBeatSequence,
                ended,
                steps);
    }

    NodeProgress ahead(boolean now) {
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                now,
                sources,
                arrived,
                lives,
                retired,
                unreadable,
                doubtful,
                lastBeat,
                lastBeatSequence,
                ended,
                steps);
    }

    NodeProgress heard(Beat beat, Instant floor) {
        var next = new ArrayList<>(steps);
        next.add(new Step.Vouch(beat, ahead, floor));
        return new NodeProgress(
                watermark,
                passedBy,
                beat.watermark(),
                beat.period(),
                ahead,
                sources,
                arrived,
                lives,
                retired,
                unreadable,
                doubtful,
                lifeOf(beat),
                beat.sequence(),
                endedBy(beat),
                next);
    }

    /** Consecutive passes are one: only the furthest counts. */
    NodeProgress passed(Instant to) {
        var next = new ArrayList<>(steps);
        if (!next.isEmpty() && next.getLast() instanceof Step.Pass) {
            next.removeLast();
        }
        next.add(new Step.Pass(to));
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                sources,
                arrived,
                lives,
                retired,
                unreadable,
                doubtful,
                lastBeat,
                lastBeatSequence,
                ended,
                next);
    }

    NodeProgress stepDone() {
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                sources,
                arrived,
                lives,
                retired,
                unreadable,
                doubtful,
                lastBeat,
                lastBeatSequence,
                ended,
                steps.subList(1, steps.size()));
    }

    NodeProgress at(Instant nextWatermark, Optional<Instant> nextPassedBy) {
        return new NodeProgress(
                nextWatermark,
                nextPassedBy,
                declared,
                period,
                ahead,
                sources,
                arrived,
                lives,
                retired,
                unreadable,
                doubtful,
                lastBeat,
                lastBeatSequence,
                ended,
                steps);
    }

    NodeProgress vouched(Map<String, Vouched> nextSources, Map<String, Long> nextArrived, int left, boolean doubt) {
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                nextSources,
                nextArrived,
                lives,
                retired,
                left,
                doubt,
                lastBeat,
                lastBeatSequence,
                ended,
                steps);
    }

    boolean isEcho(Beat beat) {
        return ended.contains(lifeOf(beat)) || (lastBeat.equals(lifeOf(beat)) && beat.sequence() <= lastBeatSequence);
    }

    /** A life ends in the order of the status partition, whatever has been vouched for by then. */
    private List<String> endedBy(Beat beat) {
        if (lastBeat.isEmpty() || lastBeat.equals(lifeOf(beat))) {
            return ended;
        }
        var next = new ArrayList<>(ended);
        next.add(lastBeat);
        return next.subList(Math.max(0, next.size() - REMEMBERED_LIVES), next.size());
    }

    /** Facts of a later life have come after this one's. */
    boolean isFollowed(String source, String bootId) {
        var at = lives.indexOf(life(source, bootId));
        return at >= 0 && lives.subList(at + 1, lives.size()).stream().anyMatch(isOf(source));
    }

    /**
     * Nothing more will arrive of the life that the first step speaks of: facts of a later one have. Of a life without
     * a fact only the heartbeats tell which is later: the steps that follow.
     */
    boolean isOver(String source, String bootId) {
        return lives.contains(life(source, bootId))
                ? isFollowed(source, bootId)
                : steps.stream()
                        .filter(Step.Vouch.class::isInstance)
                        .flatMap(step -> ((Step.Vouch) step).beat().sources().stream())
                        .filter(said ->
                                said.source().equals(source) && !said.bootId().equals(bootId))
                        .anyMatch(said -> lives.contains(life(source, said.bootId())));
    }

    /** Lives of the source that arrived before this one. */
    List<String> livesBefore(String source, String bootId) {
        var at = lives.indexOf(life(source, bootId));
        return lives.subList(0, Math.max(0, at)).stream().filter(isOf(source)).toList();
    }

    NodeProgress retire(List<String> over) {
        var nextArrived = new HashMap<>(arrived);
        var nextLives = new ArrayList<>(lives);
        var nextRetired = new ArrayList<>(retired);
        for (var life : over) {
            nextArrived.remove(life);
            nextLives.remove(life);
            nextRetired.add(life);
        }
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                sources,
                nextArrived,
                nextLives,
                nextRetired.subList(Math.max(0, nextRetired.size() - REMEMBERED_LIVES), nextRetired.size()),
                unreadable,
                doubtful,
                lastBeat,
                lastBeatSequence,
                ended,
                steps);
    }

    private static Predicate<String> isOf(String source) {
        return life -> life.startsWith(source + "/");
    }

    /** A producer is one process: the lives of its sources begin and end together, so the first names them all. */
    private static String lifeOf(Beat beat) {
        var first = beat.sources().getFirst();
        return life(first.source(), first.bootId());
    }
}
