/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Intake.IntakeConfig;
import io.flowmend.streams.order.sim.Message.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that the sources wrote, in the order in which it was written.
 *
 * @param partitions of flows and status when it was written
 * @param apiPartitions of each of the API's topics
 */
record World(List<String> nodes, List<String> subjects, int partitions, int apiPartitions, List<Written> records) {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final List<Integer> COUNTS = List.of(1, 2, 3, 12);
    static final List<String> TYPES = List.of("services", "slices");
    static final IntakeConfig CONFIG =
            new IntakeConfig(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(1));

    static World of(long seed) {
        var chance = Chance.of(seed);
        var partitions = chance.pick(COUNTS);
        var apiPartitions = chance.between(1, 3);
        var nodes = names("cluster/node-", chance.between(2, 5), chance);
        var subjects = names("10.0.0.", chance.between(2, 4), chance);
        var end = START.plusSeconds(chance.between(20, 60));
        var pen = new Pen(chance);
        for (var node : nodes) {
            new NodeScript(chance, pen, node, subjects, end).run();
        }
        new ApiScript(chance, pen, subjects, partitions, apiPartitions, end).run();
        return new World(nodes, subjects, partitions, apiPartitions, pen.records());
    }

    static int partitionOf(String key, int partitions) {
        return Math.floorMod(key.hashCode() * 31, partitions);
    }

    private static List<String> names(String prefix, int count, Chance chance) {
        var first = chance.between(0, 50);
        return IntStream.range(first, first + count)
                .mapToObj(number -> prefix + number)
                .toList();
    }

    /** Notes what is written and when; now and then a record is written twice. */
    static final class Pen {

        private final Chance chance;
        private final List<Line> lines = new ArrayList<>();

        private record Line(Instant at, Written record) {}

        Pen(Chance chance) {
            this.chance = chance;
        }

        void write(Instant at, Written record) {
            lines.add(new Line(at, record));
            // Which sequence an unreadable record stands for cannot be told, nor that it is there twice.
            if (!(record instanceof Message.Unreadable) && chance.oneIn(25)) {
                lines.add(new Line(at.plus(chance.delay(Duration.ofSeconds(4))), record));
            }
        }

        List<Written> records() {
            return lines.stream()
                    .sorted(Comparator.comparing(Line::at))
                    .map(Line::record)
                    .toList();
        }
    }
}
