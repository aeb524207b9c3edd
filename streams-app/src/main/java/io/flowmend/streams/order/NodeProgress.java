/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param retired lives that ended, newest last
 * @param unreadable records under this node's key since the last that could be read
 * @param lastBeat life and sequence of the last heartbeat, to drop an echo
 */
record NodeProgress(
        Instant watermark,
        Optional<Instant> passedBy,
        Instant declared,
        Duration period,
        boolean ahead,
        Map<String, Vouched> sources,
        Map<String, Long> arrived,
        List<String> retired,
        int unreadable,
        String lastBeat,
        long lastBeatSequence,
        List<Step> steps) {

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
        retired = List.copyOf(retired);
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
                0,
                "",
                0,
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
        next.put(life(fact.source(), fact.bootId()), fact.sequence());
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                sources,
                next,
                retired,
                0,
                lastBeat,
                lastBeatSequence,
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
                retired,
                unreadable + 1,
                lastBeat,
                lastBeatSequence,
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
                retired,
                unreadable,
                lastBeat,
                lastBeatSequence,
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
                retired,
                unreadable,
                lifeOf(beat),
                beat.sequence(),
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
                retired,
                unreadable,
                lastBeat,
                lastBeatSequence,
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
                retired,
                unreadable,
                lastBeat,
                lastBeatSequence,
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
                retired,
                unreadable,
                lastBeat,
                lastBeatSequence,
                steps);
    }

    NodeProgress vouched(
            Map<String, Vouched> nextSources, Map<String, Long> nextArrived, List<String> nextRetired, int left) {
        return new NodeProgress(
                watermark,
                passedBy,
                declared,
                period,
                ahead,
                nextSources,
                nextArrived,
                nextRetired,
                left,
                lastBeat,
                lastBeatSequence,
                steps);
    }

    boolean isEcho(Beat beat) {
        return retired.contains(lifeOf(beat)) || (lastBeat.equals(lifeOf(beat)) && beat.sequence() <= lastBeatSequence);
    }

    /** A producer is one process: the lives of its sources begin and end together, so the first names them all. */
    private static String lifeOf(Beat beat) {
        var first = beat.sources().getFirst();
        return life(first.source(), first.bootId());
    }
}
