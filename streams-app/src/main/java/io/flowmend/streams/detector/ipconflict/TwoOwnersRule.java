/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.ownership.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two pods that live on one address, on one node or on two (field guide, sections 1.2 and 3.3). Only a pod that runs and
 * is not being deleted counts: one that terminates may have lost its network long before the API says so.
 */
record TwoOwnersRule(IpConflictConfig config) {

    Judgement judge(Moment moment, Optional<Finding> open) {
        var living = living(moment);
        if (living.size() < 2) {
            return open.map(finding ->
                            Judgement.ended(finding, FindingState.HEALED_BY_OTHERS, "one owner is left", moment))
                    .orElseGet(() -> nearMiss(moment, living));
        }
        if (open.isPresent()) {
            return Judgement.keep(open);
        }
        var both = secondToLive(living);
        var due = moment.atLeastKnown(both).plus(config.settle()).plus(config.skew());
        if (moment.now().isBefore(due)) {
            return Judgement.ask(due);
        }
        return moment.apiKnown()
                ? Judgement.opened(finding(moment, living, both))
                : Judgement.ask(moment.now().plus(config.settle()));
    }

    private static List<Owner> living(Moment moment) {
        return moment.view().owners().at(moment.now()).stream()
                .filter(owner -> owner.living().isPresent())
                .toList();
    }

    private static Instant secondToLive(List<Owner> living) {
        return living.stream()
                .map(owner -> owner.living().orElseThrow().time())
                .sorted()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    /** One owner is left, and another has just let go, or is about to. */
    private static Judgement nearMiss(Moment moment, List<Owner> living) {
        return living.stream()
                .findFirst()
                .flatMap(left -> moment.view().owners().all().stream()
                        .filter(other -> !other.uid().equals(left.uid()))
                        .filter(other -> moment.cause().equals(Optional.of(other.last())))
                        .filter(other -> left.from().isBefore(other.last().time()))
                        .findFirst()
                        .map(other -> Judgement.harmless(new Harmless(
                                IpConflictRule.NAME,
                                moment.subject(left.node().orElse(""), left.uid()),
                                moment.now(),
                                "pod " + other.pod() + " had its address too, and "
                                        + other.until()
                                                .map(until -> until.why().words())
                                                .orElse("is being deleted or does not run")))))
                .orElseGet(() -> Judgement.keep(Optional.empty()));
    }

    private static Finding finding(Moment moment, List<Owner> living, Instant both) {
        var first = living.getFirst();
        var second = living.get(1);
        var nodes = living.stream().map(TwoOwnersRule::node).distinct().toList();
        var where =
                nodes.size() == 1 ? " of node " + nodes.getFirst() : ", on nodes " + String.join(" and ", nodes) + ",";
        return Conflict.TWO_OWNERS.open(
                moment.subject(node(second), second.uid()),
                second.began(),
                both,
                moment.now(),
                true,
                new BlastRadius(living.size(), 0, nodes.size()),
                "Pods " + first.pod() + " and " + second.pod() + where + " both live on " + moment.address() + ".",
                living.stream()
                        .map(owner -> new Evidence(
                                "pod " + owner.pod() + " of node " + node(owner) + " has " + moment.address(),
                                owner.living().orElseThrow()))
                        .toList(),
                "");
    }

    private static String node(Owner owner) {
        return owner.node().orElse("");
    }
}
