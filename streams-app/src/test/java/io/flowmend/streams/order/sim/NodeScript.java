/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import static io.flowmend.streams.order.sim.Chance.later;
import static io.flowmend.streams.order.sim.Chance.onGrid;

import io.flowmend.streams.order.Beat;
import io.flowmend.streams.order.Beat.SourceSaid;
import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.sim.World.Pen;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What one node's agent does: lives, facts, heartbeats, losses, silence. */
final class NodeScript {

    private static final String SOURCE = "conntrack";
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Chance chance;
    private final Pen pen;
    private final String node;
    private final List<String> subjects;
    private final Instant end;
    private Instant now;
    private Instant wrote = World.START;
    private Instant mutedUntil = World.START;
    private Instant stalledUntil = World.START;
    private int lives;

    NodeScript(Chance chance, Pen pen, String node, List<String> subjects, Instant end) {
        this.chance = chance;
        this.pen = pen;
        this.node = node;
        this.subjects = subjects;
        this.end = end;
        this.now = World.START.plus(chance.grid(0, 100));
    }

    void run() {
        while (now.isBefore(end)) {
            new Life().run();
            now = now.plus(chance.oneIn(3) ? chance.grid(40, 150) : chance.grid(1, 30));
        }
    }

    private void write(Message.Written record) {
        var delay = chance.delay(Duration.ofMillis(chance.oneIn(20) ? 2500 : 250));
        wrote = later(later(now.plus(delay), stalledUntil), wrote.plusNanos(1000));
        pen.write(wrote, record);
    }

    /** One life of the agent. */
    private final class Life {

        private final String bootId = "boot-" + ++lives;
        private final Duration offset = chance.oneIn(10) ? chance.grid(10, 30) : chance.grid(-5, 5);
        private final Instant since = clock();
        private final Instant dies = now.plusSeconds(chance.between(3, 40));
        private Instant watermark = since;
        private Instant lastFact = since;
        private Instant nextBeat = now.plus(chance.grid(0, 10));
        private Duration period = chance.pick(List.of(SHORT, SHORT, LONG));
        private long sequence;
        private long lost = chance.oneIn(6) ? 1 : 0;
        private long beats;

        private Instant clock() {
            return onGrid(now.plus(offset));
        }

        void run() {
            while (now.isBefore(dies) && now.isBefore(end)) {
                misfortune();
                for (var left = chance.oneIn(3) ? chance.between(1, 3) : 0; left > 0; left--) {
                    fact();
                }
                if (!now.isBefore(nextBeat) && !now.isBefore(mutedUntil)) {
                    beat();
                }
                now = now.plus(chance.grid(1, 5));
            }
        }

        private void misfortune() {
            if (chance.oneIn(60)) {
                mutedUntil = now.plusSeconds(chance.between(2, 20));
            }
            if (chance.oneIn(60)) {
                stalledUntil = now.plusSeconds(chance.between(2, 20));
            }
            if (chance.oneIn(50)) {
                lost++;
            }
        }

        private void fact() {
            // Nothing comes at or before a watermark that was declared.
            var earliest = beats == 0 ? since : watermark.plus(Chance.GRID);
            lastFact = later(later(clock(), earliest), lastFact);
            sequence++;
            var word = chance.pick(ToyRule.WORDS) + ":" + bootId + "#" + sequence;
            var payload = new Payload(chance.pick(subjects), word).bytes();
            if (chance.oneIn(40)) {
                write(new Message.Unreadable(node));
            } else if (!chance.oneIn(40)) {
                write(new Message.NodeFact(new Fact(node, SOURCE, bootId, sequence, lastFact, payload)));
            }
        }

        private void beat() {
            var behind = chance.oneIn(8) ? chance.grid(1, 20) : chance.grid(0, 1);
            watermark = later(watermark, clock().minus(behind));
            var said = new SourceSaid(SOURCE, bootId, since, sequence, lost);
            var citation = (node + "/" + bootId + "@" + ++beats).getBytes(StandardCharsets.UTF_8);
            write(new Message.NodeBeat(new Beat(node, beats, watermark, period, List.of(said), citation)));
            if (chance.oneIn(10)) {
                period = chance.pick(List.of(SHORT, LONG));
            }
            nextBeat = now.plus(period).minus(chance.grid(0, 2));
        }
    }
}
