/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Beat;
import io.flowmend.streams.order.Beat.SourceSaid;
import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One node with hindsight: all of its records are there from the start, so nothing waits. The rules, in the order of
 * the status partition:
 *
 * <ul>
 *   <li>A fact counts once a heartbeat of its life names its sequence; it is late if its time lies at or before the
 *       last mark less the longest period and the grace, or at or before what the node was released or passed to.
 *   <li>After a mark or a heartbeat: a node whose declared watermark lies before the mark less its own period and the
 *       grace is passed to there.
 *   <li>From the last released watermark to a heartbeat is unknown if the node was passed, if its loss counter moved, if
 *       a fact is missing, or if the last mark found its clock ahead; a heartbeat that does not move the watermark
 *       leaves that to the next. A new life knows from its {@code since} on, if none of that is so and {@code since}
 *       lies after what is late.
 *   <li>A heartbeat that names a fact which neither came nor was followed by anything holds the node up.
 *   <li>Facts of a life that no heartbeat named are late once a later life's fact and heartbeat have come, or at a new
 *       life's heartbeat if theirs was the last life before it.
 * </ul>
 */
final class OracleNode {

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration SKEW = Duration.ofSeconds(1);

    final List<Fact> released = new ArrayList<>();
    final Set<String> late = new HashSet<>();
    final List<Span> unknown = new ArrayList<>();
    private final TreeMap<Instant, String> citations = new TreeMap<>();

    private final Map<String, TreeMap<Long, Fact>> lives = new HashMap<>();
    private final List<String> livesInOrder = new ArrayList<>();
    private final Set<String> beaten = new HashSet<>();
    private int unreadableAtEnd;

    private Instant watermark = Instant.MIN;
    private @Nullable Instant passed;
    private @Nullable Mark mark;
    private @Nullable Beat heard;
    private @Nullable SourceSaid taken;
    private boolean ahead;
    private boolean doubt;
    private boolean stuck;
    private final Set<String> ended = new HashSet<>();

    OracleNode(World world, String node) {
        for (var record : world.records()) {
            if (record instanceof Message.NodeFact(var fact) && fact.node().equals(node)) {
                arrive(fact);
            } else if (record instanceof Message.Unreadable(var name) && name.equals(node)) {
                unreadableAtEnd++;
            } else if (record instanceof Message.NodeBeat(var beat)
                    && beat.node().equals(node)) {
                beaten.add(beat.sources().getFirst().bootId());
            }
        }
        for (var record : world.records()) {
            if (record instanceof Message.NodeBeat(var beat) && beat.node().equals(node)) {
                beat(beat);
            } else if (record instanceof Message.StatusMark(var next)
                    && next.partition() == World.partitionOf(node, next.partitions())) {
                mark(next);
            }
        }
        if (passed != null) {
            unknown.add(new Span(watermark, Instant.MAX));
        }
    }

    Instant reached() {
        return passed == null ? watermark : passed;
    }

    String citation(Instant time) {
        var covering = citations.ceilingEntry(time);
        return covering == null ? "no citation" : covering.getValue();
    }

    private void arrive(Fact fact) {
        if (!livesInOrder.contains(fact.bootId())) {
            livesInOrder.add(fact.bootId());
        }
        var known = lives.computeIfAbsent(fact.bootId(), name -> new TreeMap<>());
        if (known.putIfAbsent(fact.sequence(), fact) == null) {
            unreadableAtEnd = 0;
        }
    }

    private void beat(Beat beat) {
        var said = beat.sources().getFirst();
        var before = heard;
        if (before != null) {
            var lifeBefore = before.sources().getFirst().bootId();
            if (lifeBefore.equals(said.bootId()) && beat.sequence() <= before.sequence()) {
                return;
            }
            if (!lifeBefore.equals(said.bootId())) {
                if (ended.contains(said.bootId())) {
                    return;
                }
                ended.add(lifeBefore);
            }
        }
        heard = beat;
        stuck = stuck || !hasAll(said);
        if (!stuck) {
            take(beat, said);
        }
        judge();
    }

    private boolean hasAll(SourceSaid said) {
        if (said.lastSequence() == 0) {
            return true;
        }
        var facts = lives.get(said.bootId());
        if (facts == null) {
            return livesInOrder.stream()
                    .anyMatch(other -> beaten.contains(other) && number(other) > number(said.bootId()));
        }
        return !livesInOrder.getLast().equals(said.bootId())
                || said.lastSequence() <= facts.lastKey() + unreadableAtEnd;
    }

    private static int number(String bootId) {
        return Integer.parseInt(bootId.substring(bootId.indexOf('-') + 1));
    }

    private void take(Beat beat, SourceSaid said) {
        var before = taken;
        var newLife = before == null || !before.bootId().equals(said.bootId());
        if (newLife) {
            livesInOrder.stream()
                    .filter(life -> number(life) < number(said.bootId()))
                    .filter(life -> lives.containsKey(said.bootId())
                            || (before != null
                                    && (life.equals(before.bootId())
                                            || (lives.containsKey(before.bootId())
                                                    && number(life) < number(before.bootId())))))
                    .forEach(this::giveUp);
        }
        var from = before == null || newLife ? 0 : before.lastSequence();
        var frontier = mark == null ? reached() : Chance.later(reached(), farthest(mark));
        var came = 0L;
        for (var fact : lives.getOrDefault(said.bootId(), new TreeMap<>()).values()) {
            if (fact.sequence() > from && fact.sequence() <= said.lastSequence()) {
                came++;
                if (fact.time().isAfter(frontier)) {
                    released.add(fact);
                } else {
                    late.add(Outcome.id(fact));
                }
            }
        }
        var lostBefore = before == null || newLife ? 0 : before.lost();
        doubt |= said.lost() > lostBefore || came < said.lastSequence() - from || ahead;
        taken = said;
        if (!beat.watermark().isAfter(reached())) {
            doubt |= newLife;
            return;
        }
        if (newLife && !doubt && said.since().isAfter(frontier)) {
            unknown.add(new Span(watermark, said.since()));
        } else if (newLife || doubt || passed != null) {
            unknown.add(new Span(watermark, beat.watermark()));
        }
        doubt = false;
        passed = null;
        watermark = beat.watermark();
        citations.put(watermark, new String(beat.citation(), StandardCharsets.UTF_8));
    }

    private void giveUp(String life) {
        var vouched = new HashSet<String>();
        released.forEach(fact -> vouched.add(Outcome.id(fact)));
        lives.getOrDefault(life, new TreeMap<>()).values().stream()
                .map(Outcome::id)
                .filter(id -> !vouched.contains(id))
                .forEach(late::add);
    }

    private void mark(Mark next) {
        if (mark != null && !next.watermark().isAfter(mark.watermark())) {
            return;
        }
        mark = next;
        ahead = heard != null && heard.watermark().isAfter(next.sentAt().plus(SKEW));
        judge();
    }

    private void judge() {
        if (mark == null || heard == null || stuck) {
            return;
        }
        var period = heard.period().compareTo(LONGEST) < 0 ? heard.period() : LONGEST;
        var allowed = mark.watermark().minus(period).minus(GRACE);
        if (heard.watermark().isBefore(allowed) && allowed.isAfter(reached())) {
            passed = allowed;
        }
    }

    private static Instant farthest(Mark mark) {
        return mark.watermark().minus(LONGEST).minus(GRACE);
    }
}
