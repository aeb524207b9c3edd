/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import static io.flowmend.streams.order.sim.Chance.later;
import static io.flowmend.streams.order.sim.Chance.onGrid;

import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Mark;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.sim.World.Pen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the producer of the API does: facts of two types, a canary per type, watches that are cut, status marks. */
final class ApiScript {

    private static final Duration GAP = Duration.ofMillis(2500);

    private final Chance chance;
    private final Pen pen;
    private final List<String> subjects;
    private final int partitions;
    private final int apiPartitions;
    private final Instant end;
    private Instant wroteStatus = World.START;
    private Instant marked = Instant.MIN;

    ApiScript(Chance chance, Pen pen, List<String> subjects, int partitions, int apiPartitions, Instant end) {
        this.chance = chance;
        this.pen = pen;
        this.subjects = subjects;
        this.partitions = partitions;
        this.apiPartitions = apiPartitions;
        this.end = end;
    }

    void run() {
        var start = World.START.plus(chance.grid(0, 40));
        var watches = World.TYPES.stream().map(type -> new Watch(type, start)).toList();
        for (var now = start; now.isBefore(end); now = now.plus(Chance.GRID)) {
            for (var watch : watches) {
                if (watch.step(now)) {
                    markStatus(watch.wrote, watches);
                }
            }
        }
    }

    private void markStatus(Instant now, List<Watch> watches) {
        var least = watches.stream()
                .map(watch -> watch.watermark)
                .min(Instant::compareTo)
                .orElseThrow();
        if (!least.isAfter(marked)) {
            return;
        }
        marked = least;
        for (var partition = 0; partition < partitions; partition++) {
            wroteStatus = later(now.plus(chance.delay(Duration.ofMillis(50))), wroteStatus.plusNanos(1000));
            pen.write(wroteStatus, new Message.StatusMark(new Mark(least, onGrid(now), partition, partitions)));
        }
    }

    /** The watch of one type. */
    private final class Watch {

        private final String type;
        private Instant watermark = Instant.MIN;
        private Instant lastFact = World.START;
        private Instant wrote = World.START;
        private Instant patched;
        private Instant returns;
        private Instant cutUntil = World.START;
        private long version;

        Watch(String type, Instant start) {
            this.type = type;
            this.patched = start;
            this.returns = start.plus(chance.grid(0, 3));
        }

        /** @return whether the canary came back */
        boolean step(Instant now) {
            if (chance.oneIn(150)) {
                cutUntil = now.plus(chance.grid(10, 80));
            }
            if (now.isBefore(cutUntil)) {
                return false;
            }
            if (chance.oneIn(10)) {
                fact(now);
            }
            return !now.isBefore(returns) && mark(now);
        }

        private void fact(Instant now) {
            var subject = chance.pick(subjects);
            var earliest = watermark.equals(Instant.MIN) ? World.START : watermark.plus(Chance.GRID);
            lastFact = later(later(now, earliest), lastFact);
            var position = new Position(lastFact, Rank.SHARED, type + "/" + subject, ++version);
            var value = chance.pick(ToyRule.VALUES) + ":" + type + "#" + version;
            write(now, new Message.ApiFact(type, subject, position, value));
        }

        private boolean mark(Instant now) {
            var before = watermark.equals(Instant.MIN) ? World.START : watermark;
            var unknown =
                    now.isAfter(before.plus(GAP)) ? Optional.of(new Interval(before, now)) : Optional.<Interval>empty();
            watermark = patched;
            for (var partition = 0; partition < apiPartitions; partition++) {
                write(now, new Message.ApiMark(type, partition, watermark, unknown));
            }
            patched = later(now, patched.plus(chance.grid(8, 12)));
            returns = patched.plus(chance.grid(0, 4));
            return true;
        }

        private void write(Instant now, Message.Written record) {
            wrote = later(now.plus(chance.delay(Duration.ofMillis(100))), wrote.plusNanos(1000));
            pen.write(wrote, record);
        }
    }
}
