/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the intake knows of one node: how far it is vouched for, what has arrived beyond that, and the steps of the
 * status partition that still wait for facts of the other partition.
 *
 * @param watermark vouched for and released; {@link Instant#MIN} before the first heartbeat
 * @param passedBy how far the API's marks have moved a node that fell behind; empty while it keeps up
 * @param doubtful a heartbeat that did not move the watermark told of a loss; the next one that moves it says so
 * @param sources per source: the life that is vouched for, how far, and its losses
 */
record NodeProgress(
        Instant watermark,
        Optional<Instant> passedBy,
        boolean doubtful,
        Map<String, Vouched> sources,
        Heard heard,
        Arrivals arrivals,
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
        steps = List.copyOf(steps);
    }

    static NodeProgress unseen() {
        return new NodeProgress(
                Instant.MIN, Optional.empty(), false, Map.of(), Heard.NOTHING, Arrivals.NONE, List.of());
    }

    /** Nothing at or before it will be released any more. */
    Instant reached() {
        return passedBy.orElse(watermark);
    }

    NodeProgress heard(Beat beat, Instant floor) {
        return with(heard.then(beat)).thenStep(new Step.Vouch(beat, heard.ahead(), floor));
    }

    /** Consecutive passes are one: only the furthest counts. */
    NodeProgress passed(Instant to) {
        var waiting = !steps.isEmpty() && steps.getLast() instanceof Step.Pass
                ? with(steps.subList(0, steps.size() - 1))
                : this;
        return waiting.thenStep(new Step.Pass(to));
    }

    NodeProgress stepDone() {
        return with(steps.subList(1, steps.size()));
    }

    NodeProgress at(Instant nextWatermark, Optional<Instant> nextPassedBy) {
        return new NodeProgress(nextWatermark, nextPassedBy, doubtful, sources, heard, arrivals, steps);
    }

    NodeProgress vouched(Map<String, Vouched> nextSources, boolean nextDoubtful) {
        return new NodeProgress(watermark, passedBy, nextDoubtful, nextSources, heard, arrivals, steps);
    }

    NodeProgress with(Heard next) {
        return new NodeProgress(watermark, passedBy, doubtful, sources, next, arrivals, steps);
    }

    NodeProgress with(Arrivals next) {
        return new NodeProgress(watermark, passedBy, doubtful, sources, heard, next, steps);
    }

    /**
     * Nothing more will arrive of the life that the first step speaks of: facts of a later one have. Of a life without
     * a fact only the heartbeats tell which is later: the steps that follow.
     */
    boolean isOver(String source, String bootId) {
        return arrivals.has(source, bootId)
                ? arrivals.isFollowed(source, bootId)
                : steps.stream()
                        .filter(Step.Vouch.class::isInstance)
                        .flatMap(step -> ((Step.Vouch) step).beat().sources().stream())
                        .filter(said ->
                                said.source().equals(source) && !said.bootId().equals(bootId))
                        .anyMatch(said -> arrivals.has(source, said.bootId()));
    }

    private NodeProgress thenStep(Step step) {
        var next = new ArrayList<>(steps);
        next.add(step);
        return with(next);
    }

    private NodeProgress with(List<Step> next) {
        return new NodeProgress(watermark, passedBy, doubtful, sources, heard, arrivals, next);
    }
}
