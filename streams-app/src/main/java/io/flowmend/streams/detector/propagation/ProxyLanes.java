/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.propagation.PropagationRule.Decided;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Lanes;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.order.Turn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The proxies of one partition's nodes. Acknowledgements wait in their node's lane; changes are kept once for all lanes,
 * because one for each would cost the churn times the nodes.
 */
public final class ProxyLanes implements Applier {

    private static final String ARM = "\u0001arm";
    private static final String GAP = "\u0001gap";
    private static final String DOUBT = "\u0001doubt";
    private static final String LATE = "late";
    private static final String GONE = "gone";
    private static final byte[] NOTHING = {};

    private final PropagationConfig config;
    private final PropagationRule rule;
    private final PropagationCodec codec;
    private final Predicate<String> isMine;
    private final Output output;
    private final OpenChanges open;
    private final ProxyBook book;
    private final Lanes lanes;
    private final Tallies tallies;

    /** What the proxies' rules read and write, and whose nodes they follow. */
    public record Ground(SortedStore order, SortedStore states, Set<String> apiUpstreams, Set<String> nodeUpstreams) {}

    /** Takes what leaves the partition; all that a horizon covers comes before it. */
    public interface Output {

        /** To be added up with what other partitions say. */
        void counted(Collection<Tally> tallies);

        void said(Position position, LateProxy late);

        /** All up to here has been said. */
        void reached(Instant horizon);
    }

    /** @param isMine whether a node's facts come to this partition; frames of all nodes do */
    public ProxyLanes(
            PropagationConfig config, Ground ground, PropagationCodec codec, Predicate<String> isMine, Output output) {
        this.config = config;
        this.rule = new PropagationRule(config);
        this.codec = codec;
        this.isMine = isMine;
        this.output = output;
        this.open = new OpenChanges(ground.states(), codec);
        this.book = new ProxyBook(ground.states(), codec);
        this.tallies = new Tallies(config.listed());
        this.lanes = new Lanes(ground.order(), ground.apiUpstreams(), ground.nodeUpstreams());
    }

    /** @return false if its node's lane has passed it: it is late */
    public boolean own(String node, Position position, byte[] payload) {
        return lanes.own(node, node, position, payload);
    }

    /** How far a node's lane has been applied. */
    public Instant drained(String node) {
        return lanes.drained(node);
    }

    /** A change that the API's watermark has passed comes too late to be measured, and is not. */
    public void change(SliceChange change) {
        if (change.at().isAfter(lanes.apiWatermark()) && open.add(change)) {
            book.each((node, state) -> rule.changed(state, change).ifPresent(decided -> count(node, decided)));
            arm(change);
            flush();
        }
    }

    /** Changes come in any order, but before any lane is applied past them. */
    private void arm(SliceChange change) {
        for (var node : book.waitingFor(change)) {
            var state = book.find(node).orElseThrow();
            rule.sooner(state, change).ifPresent(at -> {
                lanes.own(node, node, new Position(at, Rank.OWN, ARM, 0), NOTHING);
                book.put(node, state.armed(Optional.of(at)));
            });
        }
    }

    public void accept(ApiFrame frame) {
        lanes.accept(frame, this);
        finish();
    }

    public void accept(NodeFrame frame) {
        for (var change : frame.changes()) {
            if (isMine.test(change.node())) {
                heard(change);
            }
        }
        lanes.accept(frame, this);
        finish();
    }

    private void heard(NodeFrame.Change change) {
        var node = change.node();
        if (change.citation().isPresent() && book.find(node).isEmpty()) {
            book.put(node, ProxyState.heard(change.watermark()));
        }
        if (book.find(node).isPresent()) {
            change.unknown().ifPresent(unknown -> gap(change, unknown));
        }
    }

    /** Time that is not known becomes an event of the lane, at one place whoever notices it when. */
    private void gap(NodeFrame.Change change, Interval unknown) {
        var begin = unknown.from().plusNanos(1000);
        var at = change.citation().isEmpty() ? begin : unknown.until();
        if (unknown.from().isAfter(Instant.MIN)) {
            lanes.own(change.node(), change.node(), new Position(begin, Rank.OWN, DOUBT, 0), NOTHING);
        }
        lanes.own(
                change.node(),
                change.node(),
                new Position(at, Rank.OWN, GAP, 0),
                codec.gap(unknown, change.citation().orElse(NOTHING)));
    }

    @Override
    public void shared(Turn turn, byte[] payload) {
        throw new IllegalStateException("changes are not kept per lane");
    }

    @Override
    public void own(Turn turn, byte[] payload) {
        switch (turn.position().origin()) {
            case ARM -> turn.wakeAt(turn.now(), LATE); // after what the node says at the same instant
            case DOUBT ->
                rule.doubted(state(turn), open, Instant.MIN, turn.now()).forEach(tallies::doubted);
            case GAP -> gap(turn, payload);
            default -> acknowledged(turn, codec.ack(payload));
        }
    }

    private void acknowledged(Turn turn, Ack ack) {
        var step = rule.acknowledged(state(turn), open, ack, turn.now());
        count(turn.lane(), step.decided());
        var next = step.next();
        if (rule.hasCaughtUp(next, open, turn.now())) {
            next = next.late(Optional.empty());
            say(turn, new LateProxy.CaughtUp(node(turn), ack.record()));
        }
        book.put(turn.lane(), armed(turn, next));
    }

    private void gap(Turn turn, byte[] payload) {
        var gap = codec.gap(payload);
        rule.doubted(state(turn), open, gap.from().plusNanos(1000), turn.now()).forEach(tallies::doubted);
        var step = rule.unknown(state(turn), open, gap, turn.now());
        count(turn.lane(), step.decided());
        if (step.next().lateFor().isPresent()) {
            step.next().watch().lostAt().ifPresent(at -> turn.wakeAt(at.plus(config.giveUp()), GONE));
        }
        book.put(turn.lane(), armed(turn, step.next()));
    }

    @Override
    public void resumed(Turn turn) {
        judge(turn, state(turn));
    }

    @Override
    public void due(Turn turn) {
        if (turn.position().origin().equals(GONE)) {
            gone(turn, state(turn));
        } else if (state(turn).armed().filter(turn.now()::equals).isPresent()) {
            judge(turn, state(turn).armed(Optional.empty()));
        }
    }

    private void judge(Turn turn, ProxyState state) {
        var late = state.lateFor().isEmpty() && turn.isKnown()
                ? rule.late(state, open, turn.now())
                : Optional.<SliceChange>empty();
        var citation = late.flatMap(change -> turn.citation(turn.now()));
        if (late.isPresent() && citation.isPresent()) {
            var change = late.get();
            var finding = PropagationReport.late(
                    turn, state, change, codec.beat(citation.get()), codec.proxy(citation.get()));
            say(turn, new LateProxy.Late(node(turn), change.revision(), finding));
            state = state.late(Optional.of(change.revision()));
        }
        book.put(turn.lane(), armed(turn, state));
    }

    private void gone(Turn turn, ProxyState state) {
        var lost = state.watch().lostAt();
        if (state.lateFor().isPresent()
                && lost.filter(since -> !since.plus(config.giveUp()).isAfter(turn.now()))
                        .isPresent()) {
            say(turn, new LateProxy.Gone(node(turn)));
            book.put(turn.lane(), state.late(Optional.empty()));
        }
    }

    /** At most one turn counts: the next follows from it. */
    private ProxyState armed(Turn turn, ProxyState state) {
        var next = rule.next(state, open, turn.now());
        next.ifPresent(at -> turn.wakeAt(at, LATE));
        return next.isPresent() ? state.armed(next) : state;
    }

    private void say(Turn turn, LateProxy late) {
        output.said(new Position(turn.now(), Rank.SHARED, late.id(), 0), late);
    }

    /** A node that has spoken is followed: what it does not say is what the rule is about. */
    @Override
    public boolean isIdle(String lane, String subject) {
        return false;
    }

    private void finish() {
        var horizon = lanes.horizon();
        if (!horizon.isAfter(book.told())) {
            flush();
            return;
        }
        for (var change : open.between(book.told(), horizon)) {
            var pending = book.count(state -> state.isPending(change));
            tallies.of(change).settled(change, pending, book.count(state -> state.isUnwatched(change)));
        }
        book.told(horizon);
        for (var change : open.until(minus(horizon))) {
            giveUp(change);
        }
        flush();
        output.reached(horizon);
    }

    private Instant minus(Instant horizon) {
        return horizon.isAfter(Instant.EPOCH) ? horizon.minus(config.giveUp()) : Instant.MIN;
    }

    private void giveUp(SliceChange change) {
        for (var node : book.pending(change)) {
            var state = book.find(node).orElseThrow();
            count(node, new Decided(change, rule.missing(state, change)));
            // Who is late has caught up only beyond what was given up meanwhile.
            if (state.lateFor().filter(bar -> bar < change.revision()).isPresent()) {
                book.put(node, state.late(Optional.of(change.revision())));
            }
        }
        open.drop(change);
    }

    private void count(String lane, List<Decided> all) {
        all.forEach(decided -> count(lane, decided));
    }

    private void count(String lane, Decided decided) {
        tallies.add(name(lane), decided, decided.change().at().isAfter(book.told()));
    }

    private void flush() {
        var counted = tallies.take();
        if (!counted.isEmpty()) {
            output.counted(counted);
        }
    }

    private ProxyState state(Turn turn) {
        return book.find(turn.lane()).orElseGet(() -> ProxyState.heard(turn.now()));
    }

    private static String node(Turn turn) {
        return name(turn.lane());
    }

    private static String name(String lane) {
        return lane.substring(lane.indexOf('/') + 1);
    }
}
