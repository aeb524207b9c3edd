/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import io.flowmend.streams.order.NodeProgress.Step;
import io.flowmend.streams.order.NodeProgress.Vouched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;

/**
 * Where a node's facts and heartbeats meet: nothing passes before a heartbeat vouches for it.
 *
 * <p>Facts and heartbeats travel in different topics and are read in any interleaving. The heartbeats and the API's
 * marks of one partition have one order; each is a step, and a step is done when every fact that it names has arrived.
 * All that is decided (what is lost, late, unknown) is a function of that order, so every run decides the same.
 */
public final class Intake {

    private final NodeStore nodes;
    private final HeldFacts held;
    private final IntakeConfig config;
    private final ToIntBiFunction<String, Integer> partitionOf;
    private final TreeMap<String, Instant> waiting = new TreeMap<>();

    /** @param partitionOf partition of a key among so many, as the producers' partitioner has it */
    public Intake(SortedStore store, IntakeConfig config, ToIntBiFunction<String, Integer> partitionOf) {
        this.nodes = new NodeStore(store);
        this.held = new HeldFacts(store);
        this.config = config;
        this.partitionOf = partitionOf;
        nodes.each(this::noteWaiting);
    }

    /** What leaves the intake. */
    public interface Output {

        void released(Fact fact);

        /** A fact that came after {@code frontier} had been passed, or that no heartbeat ever vouched for. */
        void late(Fact fact, Instant frontier);

        void duplicate(Fact fact);

        void changed(NodeFrame.Change change);
    }

    public void fact(Fact fact, Output output) {
        var node = nodes.get(fact.node());
        if (node.arrivals().isRetired(fact.source(), fact.bootId())) {
            output.late(fact, node.watermark());
        } else if (fact.sequence() <= node.arrivals().of(fact.source(), fact.bootId())) {
            output.duplicate(fact);
        } else if (node.arrivals().isFollowed(fact.source(), fact.bootId())) {
            output.late(fact, node.watermark());
        } else {
            held.put(fact);
            var arrived = giveUpOlder(node.with(node.arrivals().with(fact)), fact, output);
            save(fact.node(), advance(fact.node(), arrived, output));
        }
    }

    /** The first fact of a life that is vouched for already tells which lives came before it. */
    private NodeProgress giveUpOlder(NodeProgress node, Fact fact, Output output) {
        var vouched = node.sources().get(fact.source());
        return vouched != null && vouched.bootId().equals(fact.bootId())
                ? giveUp(fact.node(), node, fact.source(), node.arrivals().before(fact.source(), fact.bootId()), output)
                : node;
    }

    private NodeProgress giveUp(String name, NodeProgress node, String source, List<String> over, Output output) {
        for (var life : over) {
            held.take(name, source, life.substring(source.length() + 1), Long.MAX_VALUE)
                    .forEach(fact -> output.late(fact, node.watermark()));
        }
        return over.isEmpty() ? node : node.with(node.arrivals().retire(over));
    }

    /** A record under this node's key could not be read: it takes the place of a fact that will never arrive. */
    public void unreadable(String name, Output output) {
        var node = nodes.get(name);
        save(name, advance(name, node.with(node.arrivals().withUnreadable()), output));
    }

    public void beat(Beat beat, Output output) {
        var node = nodes.get(beat.node());
        var mark = lastMarkFor(beat.node());
        if (node.heard().isEcho(beat)
                || mark.filter(last -> config.isAbsurd(beat.watermark(), last)).isPresent()) {
            return;
        }
        var floor = mark.map(config::farthestBehind).orElse(Instant.MIN);
        var heard = node.heard(beat, floor);
        var judged = mark.map(last -> judge(heard, last)).orElse(heard);
        save(beat.node(), advance(beat.node(), judged, output));
    }

    /** Whether the last mark showed the node's clock ahead of the API's by more than the bound. */
    public boolean isAhead(String name) {
        return nodes.get(name).heard().ahead();
    }

    public void mark(Mark mark, Output output) {
        if (!nodes.putMark(mark)) {
            return;
        }
        var behind = new ArrayList<String>();
        nodes.each((name, node) -> {
            if (!node.heard().isNothing() && speaksFor(mark, name)) {
                behind.add(name);
            }
        });
        for (var name : behind) {
            var node = nodes.get(name);
            var judged = judge(judgedAhead(node, mark), mark);
            if (!judged.equals(node)) {
                save(name, advance(name, judged, output));
            }
        }
    }

    private NodeProgress judgedAhead(NodeProgress node, Mark mark) {
        var heard = node.heard();
        return node.with(heard.ahead(config.isAhead(heard.declared(), mark)));
    }

    /** No fact at or before it will be released any more, of any node of this partition. */
    public Instant floor() {
        var marks = nodes.marks().stream()
                .map(config::farthestBehind)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return waiting.values().stream()
                .min(Comparator.naturalOrder())
                .filter(stuck -> stuck.isBefore(marks))
                .orElse(marks);
    }

    private NodeProgress judge(NodeProgress node, Mark mark) {
        var allowed = config.allowedBehind(mark, node.heard().period());
        return node.heard().declared().isBefore(allowed) ? node.passed(allowed) : node;
    }

    private Optional<Mark> lastMarkFor(String name) {
        return nodes.marks().stream().filter(mark -> speaksFor(mark, name)).max(Comparator.comparing(Mark::watermark));
    }

    private boolean speaksFor(Mark mark, String name) {
        return partitionOf.applyAsInt(name, mark.partitions()) == mark.partition();
    }

    private void save(String name, NodeProgress node) {
        nodes.put(name, node);
        noteWaiting(name, node);
    }

    private void noteWaiting(String name, NodeProgress node) {
        var vouch = node.steps().stream()
                .filter(Step.Vouch.class::isInstance)
                .map(Step.Vouch.class::cast)
                .findFirst();
        if (vouch.isPresent()) {
            var known = node.reached();
            var floor = vouch.get().floor();
            waiting.put(name, known.isAfter(floor) ? known : floor);
        } else {
            waiting.remove(name);
        }
    }

    private NodeProgress advance(String name, NodeProgress from, Output output) {
        var node = from;
        while (!node.steps().isEmpty()) {
            switch (node.steps().getFirst()) {
                case Step.Pass(var to) -> node = pass(name, node, to, output).stepDone();
                case Step.Vouch vouch -> {
                    if (!new Claim(node, vouch.beat()).isComplete()) {
                        return node;
                    }
                    node = vouch(name, node, vouch, output).stepDone();
                }
            }
        }
        return node;
    }

    private static NodeProgress pass(String name, NodeProgress node, Instant to, Output output) {
        var reached = node.reached();
        if (!to.isAfter(reached)) {
            return node;
        }
        var unknown = new Interval(node.watermark(), Instant.MAX);
        output.changed(new NodeFrame.Change(name, to, Optional.of(unknown), Optional.empty()));
        return node.at(node.watermark(), Optional.of(to));
    }

    private NodeProgress vouch(String name, NodeProgress before, Step.Vouch step, Output output) {
        var beat = step.beat();
        var node = giveUpOlder(name, before, beat, output);
        var reached = node.reached();
        var frontier = step.floor().isAfter(reached) ? step.floor() : reached;
        var whole = release(name, node, beat, frontier, output);
        var claim = new Claim(node, beat);
        var doubtful = node.doubtful() || claim.hasLost() || !whole || step.ahead();
        if (!beat.watermark().isAfter(reached)) {
            return taken(node, beat, doubtful || claim.isNewLife());
        }
        var unknown = claim.unknown(frontier, doubtful);
        output.changed(new NodeFrame.Change(name, beat.watermark(), unknown, Optional.of(beat.citation())));
        return taken(node, beat, false).at(beat.watermark(), Optional.empty());
    }

    private NodeProgress giveUpOlder(String name, NodeProgress from, Beat beat, Output output) {
        var node = from;
        for (var said : beat.sources()) {
            var before = node.sources().get(said.source());
            if (before != null && !before.bootId().equals(said.bootId())) {
                var life = Arrivals.life(said.source(), before.bootId());
                var over = new ArrayList<>(node.arrivals().before(said.source(), before.bootId()));
                over.add(life);
                node = giveUp(name, node, said.source(), over, output);
            }
            node = giveUp(name, node, said.source(), node.arrivals().before(said.source(), said.bootId()), output);
        }
        return node;
    }

    /** @return whether every fact that the heartbeat names was there */
    private boolean release(String name, NodeProgress node, Beat beat, Instant frontier, Output output) {
        var whole = true;
        for (var said : beat.sources()) {
            var before = node.sources().get(said.source());
            var from = before != null && before.bootId().equals(said.bootId()) ? before.sequence() : 0;
            var facts = held.take(name, said.source(), said.bootId(), said.lastSequence());
            facts.forEach(fact -> releaseOne(fact, frontier, output));
            whole &= facts.size() >= said.lastSequence() - from;
        }
        return whole;
    }

    private static void releaseOne(Fact fact, Instant frontier, Output output) {
        if (fact.time().isAfter(frontier)) {
            output.released(fact);
        } else {
            output.late(fact, frontier);
        }
    }

    private static NodeProgress taken(NodeProgress node, Beat beat, boolean doubtful) {
        var sources = new HashMap<>(node.sources());
        for (var said : beat.sources()) {
            sources.put(said.source(), new Vouched(said.bootId(), said.lastSequence(), said.lost()));
        }
        var arrivals = node.arrivals().vouched(beat, new Claim(node, beat).missing());
        return node.with(arrivals).vouched(sources, doubtful);
    }

    /** How long a node may be silent; kept apart because operators set it. */
    public record IntakeConfig(Duration grace, Duration longestPeriod, Duration skewBound) {

        /** The API's marks may lag, as behind a cut watch; what lies further ahead than this is a clock at fault. */
        private static final Duration BELIEVABLE = Duration.ofHours(1);

        /** A node whose heartbeat lies before this is late: its own period, and the grace (3 s, design section 4). */
        Instant allowedBehind(Mark mark, Duration period) {
            return mark.watermark().minus(shorter(period)).minus(grace);
        }

        Instant farthestBehind(Mark mark) {
            return mark.watermark().minus(longestPeriod).minus(grace);
        }

        /** A clock so far ahead that believing it once would make the node late until the world has caught up. */
        boolean isAbsurd(Instant declared, Mark mark) {
            return declared.isAfter(mark.sentAt().plus(BELIEVABLE));
        }

        boolean isAhead(Instant declared, Mark mark) {
            return declared.isAfter(mark.sentAt().plus(skewBound));
        }

        private Duration shorter(Duration period) {
            return period.compareTo(longestPeriod) < 0 ? period : longestPeriod;
        }
    }
}
