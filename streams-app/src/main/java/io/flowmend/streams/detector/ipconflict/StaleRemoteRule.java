/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.ipconflict.RemoteEndpoints.Remote;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.ownership.Owner;
import io.flowmend.streams.ownership.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A remote HNS endpoint of an address that had a pod and has none any more, and that no EndpointSlice lists, for more than
 * two syncs of kube-proxy (field guide, section 3.3, "stale only"). The next pod on the address is hit.
 */
record StaleRemoteRule(IpConflictConfig config) {

    /**
     * What is known of the node at the moment.
     *
     * @param beat the first heartbeat that covers it; empty while the node is not known
     * @param missedNothingSince whether nothing that the node saw since then can be missing
     */
    record Witness(String node, Optional<NodeBeat> beat, Predicate<Instant> missedNothingSince) {}

    Judgement judge(Moment moment, RemoteEndpoints remotes, Witness witness) {
        var open = remotes.open();
        if (remotes.all().isEmpty()) {
            return open.map(finding -> Judgement.ended(
                            finding, FindingState.HEALED_BY_OTHERS, "the remote endpoint is gone", moment))
                    .orElseGet(() -> Judgement.keep(open));
        }
        var used = used(moment);
        if (used.isPresent()) {
            return open.map(finding -> Judgement.ended(finding, FindingState.WITHDRAWN, used.get(), moment))
                    .orElseGet(() -> Judgement.keep(open));
        }
        var former = former(moment);
        if (open.isPresent() || former.isEmpty()) {
            return Judgement.keep(open);
        }
        var since = since(moment, former.get(), remotes);
        var due = moment.atLeastKnown(since).plus(patience()).plus(config.skew());
        if (moment.now().isBefore(due)) {
            return Judgement.ask(due);
        }
        var stale = remotes.all().stream()
                .filter(remote -> witness.beat()
                        .filter(beat -> beat.watches(NodeBeat.HNS))
                        .filter(_ ->
                                witness.missedNothingSince().test(remote.told().time()))
                        .isPresent())
                .findFirst();
        return stale.isPresent() && moment.apiKnown()
                ? Judgement.opened(finding(moment, former.get(), stale.get(), since, witness))
                : Judgement.ask(moment.now().plus(patience()));
    }

    private Duration patience() {
        return config.syncs().multipliedBy(2);
    }

    /** Who has the address now, as a sentence; a pod that is being deleted has it until it is gone. */
    private static Optional<String> used(Moment moment) {
        var owner = moment.view().owners().ownerAt(moment.now()).map(pod -> "pod " + pod.pod() + " has the address");
        return owner.or(() -> moment.view().backends().stream()
                .filter(backend -> backend.removed().isEmpty())
                .findFirst()
                .map(backend -> "a slice of service " + backend.service() + " lists the address"));
    }

    /** A mirror's deletion does not end its static pod, which may go on. */
    private static Optional<Owner> former(Moment moment) {
        return moment.view().owners().formerAt(moment.now()).stream()
                .findFirst()
                .filter(owner -> owner.until().orElseThrow().why() != Release.MIRROR_DELETED);
    }

    private static Instant since(Moment moment, Owner former, RemoteEndpoints remotes) {
        var removed = moment.view().backends().stream()
                .flatMap(backend -> backend.removed().stream())
                .map(Backend.Removed::at);
        var seen = remotes.all().stream().map(remote -> remote.seen().time()).min(Comparator.naturalOrder());
        return Stream.of(Stream.of(former.until().orElseThrow().at()), removed, seen.stream())
                .flatMap(times -> times)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Finding finding(Moment moment, Owner former, Remote stale, Instant since, Witness witness) {
        var until = former.until().orElseThrow();
        var beat = witness.beat().orElseThrow();
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence(
                "pod " + former.pod() + " no longer has " + moment.address() + ": "
                        + until.why().words(),
                until.record()));
        moment.view().backends().stream()
                .flatMap(backend -> backend.removed().stream()
                        .map(removed -> new Evidence(
                                "no slice of service " + backend.service() + " lists it any more", removed.record())))
                .forEach(lines::add);
        lines.add(new Evidence(
                "HNS endpoint " + stale.id() + " stands for " + moment.address() + " elsewhere", stale.seen()));
        lines.add(new Evidence("it is still there: the node missed nothing", beat.record()));
        return Conflict.STALE_ONLY.open(
                moment.subject(witness.node(), former.uid()),
                stale.seen(),
                since,
                moment.now(),
                true,
                new BlastRadius(0, 0, 1),
                "Windows node " + witness.node() + " keeps a remote HNS endpoint for " + moment.address()
                        + ", which no pod and no EndpointSlice has: the next Windows pod on it may lose its network.",
                lines,
                Conflict.versions(beat.version("kube-proxy")));
    }
}
