/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.topology.PlantTask.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;

/** The topics of a {@link Plant}, in memory. */
final class PlantTopics {

    private final int partitions;
    private final Map<String, List<List<Line>>> byName = new HashMap<>();

    PlantTopics(int partitions) {
        this.partitions = partitions;
    }

    /** All partitions of a topic that has as many as the plant. */
    List<List<Line>> of(String name) {
        return topic(name, partitions);
    }

    /** The one partition of a topic that has no more. */
    List<Line> single(String name) {
        return topic(name, 1).getFirst();
    }

    private List<List<Line>> topic(String name, int count) {
        return byName.computeIfAbsent(
                name,
                absent -> Stream.generate(() -> (List<Line>) new ArrayList<Line>())
                        .limit(count)
                        .toList());
    }

    void across(String name, Record<String, Outgoing> record, byte[] edge) {
        var line = line(record, edge);
        if (Names.EVERYWHERE.equals(record.key())) {
            of(name).forEach(partition -> partition.add(line));
        } else {
            of(name).get(Plant.partitionOf(record.key(), partitions)).add(line);
        }
    }

    void toOne(String name, Record<String, Outgoing> record, byte[] edge) {
        single(name).add(line(record, edge));
    }

    private static Line line(Record<String, Outgoing> record, byte[] edge) {
        return new Line(record.key(), edge, record.timestamp(), record.headers());
    }
}
