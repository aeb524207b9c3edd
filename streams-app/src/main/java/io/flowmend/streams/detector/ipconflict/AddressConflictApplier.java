/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.ipconflict.StaleRemoteRule.Witness;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.order.Crossing.CrossingApplier;
import io.flowmend.streams.order.CrossingTurn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The shell around the rules over an address: read, ask, write, forward. */
final class AddressConflictApplier implements CrossingApplier {

    private static final String OWNERS = "owners";
    private static final String REMOTE = "remote ";

    private final TwoOwnersRule owners;
    private final StaleRemoteRule stale;
    private final AddressConflictStore store;
    private final AddressConflictCodec codec;
    private final Consumer<Finding> findings;
    private final Facts facts;

    AddressConflictApplier(
            TwoOwnersRule owners,
            StaleRemoteRule stale,
            AddressConflictStore store,
            AddressConflictCodec codec,
            Consumer<Finding> findings,
            Facts facts) {
        this.owners = owners;
        this.stale = stale;
        this.store = store;
        this.codec = codec;
        this.findings = findings;
        this.facts = facts;
    }

    @Override
    public void shared(CrossingTurn turn, byte[] payload) {
        var subject = turn.subject();
        var view = store.view(subject);
        if (payload.length == 0) {
            store.view(subject, view.without(turn.position().origin())); // it is only old
            return;
        }
        var said = codec.said(payload, view);
        store.view(subject, said.view());
        owners(turn, Optional.of(said.cause()));
        store.nodesOf(subject).forEach(node -> remotes(turn, subject, node, Optional.of(said.cause())));
    }

    @Override
    public void own(CrossingTurn turn, String node, byte[] payload) {
        var fact = codec.fact(payload);
        switch (fact) {
            case NodeFact.HnsHere(var endpoint, var record) ->
                change(
                        turn,
                        turn.subject(),
                        node,
                        record,
                        before -> endpoint.remote() && !Endpoints.isNoPods(endpoint)
                                ? before.with(endpoint.id(), record)
                                : before.without(remote -> remote.id().equals(endpoint.id())));
            case NodeFact.HnsGone(var id, var record) ->
                change(
                        turn,
                        turn.subject(),
                        node,
                        record,
                        before -> before.without(remote -> remote.id().equals(id)));
            case NodeFact.DumpEnded(var covers, var _, var record) -> {
                if (covers.contains(NodeBeat.HNS)) {
                    store.subjectsOf(node)
                            .forEach(subject -> change(
                                    turn,
                                    subject,
                                    node,
                                    record,
                                    before -> before.without(remote -> !missedNothing(
                                            turn, node, remote.told().time()))));
                }
            }
            default -> throw new IllegalStateException("a fact of an address cannot be " + fact);
        }
    }

    private interface Change {
        RemoteEndpoints of(RemoteEndpoints before);
    }

    private void change(CrossingTurn turn, String subject, String node, RecordRef record, Change change) {
        var before = store.remotes(node, subject);
        var after = change.of(before);
        if (!after.equals(before)) {
            store.remotes(node, subject, after);
            remotes(turn, subject, node, Optional.of(record));
        }
    }

    @Override
    public void due(CrossingTurn turn) {
        var tag = turn.position().origin();
        if (tag.equals(OWNERS)) {
            owners(turn, Optional.empty());
        } else {
            remotes(turn, turn.subject(), tag.substring(REMOTE.length()), Optional.empty());
        }
    }

    private void owners(CrossingTurn turn, Optional<RecordRef> cause) {
        var open = store.owners(turn.subject());
        var judged = owners.judge(moment(turn, turn.subject(), cause), open);
        if (!judged.open().equals(open)) {
            store.owners(turn.subject(), judged.open());
        }
        tell(turn, judged, OWNERS);
    }

    private void remotes(CrossingTurn turn, String subject, String node, Optional<RecordRef> cause) {
        var remotes = store.remotes(node, subject);
        var witness = new Witness(
                node.substring(node.indexOf('/') + 1),
                turn.covering(node).map(codec::beat),
                since -> missedNothing(turn, node, since));
        var judged = stale.judge(moment(turn, subject, cause), remotes, witness);
        if (!judged.open().equals(remotes.open())) {
            store.remotes(node, subject, remotes.open(judged.open()));
        }
        tell(turn, judged, REMOTE + node);
    }

    private void tell(CrossingTurn turn, Judgement judged, String tag) {
        judged.say().ifPresent(findings);
        judged.wake().ifPresent(at -> turn.wakeAt(at, tag));
        judged.harmless().ifPresent(harmless -> facts.judged(() -> List.of(harmless)));
    }

    /** What the crossing knows of a node goes back no further than its memory. */
    private static boolean missedNothing(CrossingTurn turn, String node, Instant since) {
        return !since.isBefore(turn.now().minus(AddressConflictDetector.MEMORY))
                && turn.isKnown(node, since, turn.now());
    }

    private Moment moment(CrossingTurn turn, String subject, Optional<RecordRef> cause) {
        var slash = subject.indexOf('/');
        return new Moment(
                subject.substring(0, slash),
                subject.substring(slash + 1),
                turn.now(),
                turn.isApiKnown(),
                turn.apiKnownSince(),
                store.view(subject),
                cause);
    }
}
