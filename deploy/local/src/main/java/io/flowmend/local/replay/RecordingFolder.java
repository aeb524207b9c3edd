/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A recording as a folder: an Avro container file per topic and partition, {@code node.flows-3.avro}, and {@code index.json}
 * that says what is in them. A partition that held nothing has a file, too.
 */
public record RecordingFolder(Path folder) {

    public static final String INDEX = "index.json";
    private static final int FORMAT = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * What {@code index.json} says of the whole.
     *
     * @param since what a topic without compaction held before is not part of it; of the others the state then is
     */
    public record About(String cluster, Instant recordedAt, Optional<Instant> since) {}

    /** What was read. */
    public record Content(About about, Recording recording) {}

    public boolean exists() {
        return Files.exists(folder.resolve(INDEX));
    }

    /** @throws InvalidSettings if there is a recording already, or nothing can be written there */
    public void write(Recording recording, About about) {
        if (exists()) {
            throw new InvalidSettings(List.of("--to is '" + folder + "', which holds a recording already"));
        }
        try {
            Files.createDirectories(folder);
            writeAll(recording, about);
        } catch (IOException unwritable) {
            throw new InvalidSettings(
                    List.of("--to is '" + folder + "', a folder that cannot be made or written (" + unwritable + ")"));
        }
    }

    private void writeAll(Recording recording, About about) throws IOException {
        var index = JsonNodeFactory.instance.objectNode();
        index.put("format", FORMAT);
        index.put("cluster", about.cluster());
        index.put("recordedAt", about.recordedAt().toString());
        about.since().ifPresent(since -> index.put("since", since.toString()));
        var topics = index.putObject("topics");
        for (var topic : new TreeMap<>(recording.partitions()).entrySet()) {
            topics.set(topic.getKey(), topic(recording, topic.getKey(), topic.getValue()));
        }
        Files.writeString(
                folder.resolve(INDEX), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(index) + "\n");
    }

    private ObjectNode topic(Recording recording, String name, int partitions) throws IOException {
        var schema = ReplayPlan.topic(name).value();
        var node = JsonNodeFactory.instance.objectNode();
        node.put("schema", schema.getFullName());
        var files = node.putArray("partitions");
        var records = recording.records().stream()
                .filter(record -> record.topic().equals(name))
                .collect(Collectors.groupingBy(RecordedRecord::partition));
        for (var partition = 0; partition < partitions; partition++) {
            var mine = records.getOrDefault(partition, List.of());
            var file = name + "-" + partition + ".avro";
            new PartitionFile(folder.resolve(file), ReplayPlan.topic(name)).write(mine);
            var entry = files.addObject();
            entry.put("partition", partition).put("file", file).put("count", mine.size());
            if (!mine.isEmpty()) {
                entry.put("firstOffset", mine.getFirst().offset());
                entry.put("lastOffset", mine.getLast().offset());
            }
        }
        return node;
    }

    /** @throws InvalidSettings if the folder holds no recording that can be read */
    public Content read() {
        try {
            var index = IndexNode.read(folder.resolve(INDEX));
            if (index.count("format") != FORMAT) {
                throw index.wrong("format", index.node().get("format"), Integer.toString(FORMAT));
            }
            var about = new About(
                    index.text("cluster"),
                    index.time("recordedAt"),
                    index.has("since") ? Optional.of(index.time("since")) : Optional.empty());
            return new Content(about, recording(index.object("topics")));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new InvalidSettings(
                    List.of("'" + folder + "' holds a recording that cannot be read: " + unreadable.getMessage()));
        }
    }

    private Recording recording(Map<String, IndexNode> topics) throws IOException {
        var partitions = new TreeMap<String, Integer>();
        var records = new ArrayList<RecordedRecord>();
        for (var entry : new TreeMap<>(topics).entrySet()) {
            Topic topic = ReplayPlan.topic(entry.getKey());
            var files = entry.getValue().array("partitions");
            partitions.put(entry.getKey(), files.size());
            for (var number = 0; number < files.size(); number++) {
                var file = files.get(number);
                var name = Path.of(file.text("file")).getFileName();
                var read = new PartitionFile(folder.resolve(name), topic).read(number);
                var count = file.count("count");
                if (read.size() != count) {
                    throw new IOException(name + " holds " + read.size() + " records; the index says " + count);
                }
                records.addAll(read);
            }
        }
        return new Recording(partitions, records);
    }
}
