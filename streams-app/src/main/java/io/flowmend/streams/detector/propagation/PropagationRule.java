/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.propagation.ProxyState.Held;
import io.flowmend.streams.detector.propagation.ProxyState.Standing;
import io.flowmend.streams.node.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides, for one proxy and one turn, which changes are decided and whether the proxy is late. */
record PropagationRule(PropagationConfig config) {

    /** What became of a change on one node. */
    sealed interface Outcome {

        /** @param took zero if the node was faster than whoever watches the API */
        record Programmed(Duration took, Instant at) implements Outcome {}

        record Unknown(Instant at) implements Outcome {}

        record Missing(String why, Instant at) implements Outcome {}
    }

    record Decided(SliceChange change, Outcome outcome) {}

    /** The next state, and what the turn decided. */
    record Step(ProxyState next, List<Decided> decided) {}

    /** A change that a node acknowledged before the API was seen to make it. */
    Optional<Decided> changed(ProxyState state, SliceChange change) {
        return state.hasProgrammed(change)
                ? Optional.of(new Decided(change, new Outcome.Programmed(Duration.ZERO, change.at())))
                : Optional.empty();
    }

    Step acknowledged(ProxyState state, OpenChanges open, Ack ack, Instant at) {
        var before = state.standing();
        if (ack.revision() < before.revision()) {
            return new Step(state, List.of()); // a new life counts up again; the rules are still in the kernel
        }
        var after = new Standing(
                ack.revision(), held(before, ack, at), Optional.of(ack.record()), ack.source(), ack.lastSync());
        var next = state.standing(after);
        var decided = new ArrayList<Decided>();
        before.held().keySet().stream()
                .sorted()
                .flatMap(revision -> open.find(revision).stream())
                .filter(next::hasProgrammed)
                .forEach(change -> programmed(state, change, at).ifPresent(decided::add));
        open.between(before.revision(), after.revision()).stream()
                .filter(next::hasProgrammed)
                .forEach(change -> programmed(state, change, at).ifPresent(decided::add));
        return new Step(state.acknowledges() ? next : next.watch(state.watch().acked(at)), decided);
    }

    /** What it passes without programming it. What was programmed once stays so. */
    private static Map<Long, Held> held(Standing before, Ack ack, Instant at) {
        var held = new HashMap<Long, Held>();
        ack.exceptions().forEach((revision, why) -> {
            if (before.held().containsKey(revision)) {
                held.put(revision, before.held().get(revision));
            } else if (revision > before.revision() && revision <= ack.revision()) {
                held.put(revision, new Held(why, at));
            }
        });
        return held;
    }

    private Optional<Decided> programmed(ProxyState state, SliceChange change, Instant at) {
        if (change.at().isAfter(at)) {
            return Optional.of(new Decided(change, new Outcome.Programmed(Duration.ZERO, change.at())));
        }
        if (!change.at().isAfter(state.watch().since())) {
            return Optional.empty();
        }
        return Optional.of(new Decided(
                change,
                isGivenUp(change, at)
                        ? missing(state, change)
                        : new Outcome.Programmed(Duration.between(change.at(), at), at)));
    }

    /** What was pending while the node was not known stays unknown: its acknowledgement may have come in between. */
    Step unknown(ProxyState state, OpenChanges open, Gap gap, Instant at) {
        var decided = open.until(at).stream()
                .filter(state::isPending)
                .map(change ->
                        new Decided(change, isGivenUp(change, at) ? missing(state, change) : new Outcome.Unknown(at)))
                .toList();
        return new Step(after(state, gap), decided);
    }

    /** What came after one time, and of whose acknowledgement in time the node's word may be lost by another. */
    List<SliceChange> doubted(ProxyState state, OpenChanges open, Instant after, Instant until) {
        return open.between(after, until).stream()
                .filter(state::isPending)
                .filter(change -> !lateAt(change).isBefore(until))
                .toList();
    }

    private static ProxyState after(ProxyState state, Gap gap) {
        if (gap.beat().isEmpty()) {
            return state.watch(state.watch().lost(gap.from()));
        }
        if (!gap.beat().get().watches(state.standing().source())) {
            return state.standing(state.standing().withoutSource())
                    .watch(state.watch().lost(gap.until()));
        }
        return state.watch(state.watch().since(gap.until()));
    }

    Outcome missing(ProxyState state, SliceChange change) {
        var givenUpAt = givenUpAt(change);
        var why = Optional.ofNullable(state.standing().held().get(change.revision()))
                .filter(held -> !held.since().isAfter(givenUpAt))
                .map(Held::why);
        return new Outcome.Missing(why.orElse(""), givenUpAt);
    }

    Instant givenUpAt(SliceChange change) {
        return change.at().plus(config.giveUp());
    }

    private boolean isGivenUp(SliceChange change, Instant at) {
        return at.isAfter(givenUpAt(change));
    }

    /** The oldest change that its revision has not passed; what it names as an exception does not make it late. */
    private Optional<SliceChange> oldest(ProxyState state, OpenChanges open, Instant at) {
        return state.watch().since().equals(Instant.MAX)
                ? Optional.empty()
                : open.after(state.standing().revision()).stream()
                        .filter(state::isPending)
                        .filter(change -> !isGivenUp(change, at))
                        .findFirst();
    }

    Instant lateAt(SliceChange change) {
        return change.at().plus(config.stalled());
    }

    /** When the change would make it late, unless it is told already or judged sooner. */
    Optional<Instant> sooner(ProxyState state, SliceChange change) {
        var at = lateAt(change);
        var isSooner = at.isBefore(state.armed().orElse(Instant.MAX));
        return state.lateFor().isEmpty() && isSooner ? Optional.of(at) : Optional.empty();
    }

    /** The first such time to come. */
    Optional<Instant> next(ProxyState state, OpenChanges open, Instant now) {
        return state.lateFor().isPresent()
                ? Optional.empty()
                : open.after(state.standing().revision()).stream()
                        .filter(state::isPending)
                        .flatMap(change -> sooner(state, change).stream())
                        .filter(at -> at.isAfter(now))
                        .min(Comparator.naturalOrder());
    }

    /** It stands still: the oldest change has waited too long. */
    Optional<SliceChange> late(ProxyState state, OpenChanges open, Instant at) {
        return oldest(state, open, at).filter(change -> !lateAt(change).isAfter(at));
    }

    boolean hasCaughtUp(ProxyState state, OpenChanges open, Instant at) {
        return state.lateFor()
                        .filter(revision -> revision <= state.standing().revision())
                        .isPresent()
                && late(state, open, at).isEmpty();
    }
}
