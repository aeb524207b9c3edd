/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** @throws InvalidSettings if there is a recording already */
    public void write(Recording recording, About about) throws IOException {
        if (exists()) {
            throw new InvalidSettings(List.of("--to is '" + folder + "', which holds a recording already"));
        }
        Files.createDirectories(folder);
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
            var index = MAPPER.readTree(folder.resolve(INDEX).toFile());
            if (index.path("format").asInt() != FORMAT) {
                throw new IOException("format is " + index.path("format") + "; allowed: " + FORMAT);
            }
            var about = new About(
                    index.required("cluster").asText(),
                    Instant.parse(index.required("recordedAt").asText()),
                    Optional.ofNullable(index.get("since")).map(since -> Instant.parse(since.asText())));
            return new Content(about, recording(index.required("topics")));
        } catch (IOException | RuntimeException unreadable) {
            throw new InvalidSettings(List.of("'" + folder + "' holds a recording that cannot be read: "
                    + Optional.ofNullable(unreadable.getMessage()).orElse(unreadable.toString())));
        }
    }

    private Recording recording(JsonNode topics) throws IOException {
        var partitions = new TreeMap<String, Integer>();
        var records = new ArrayList<RecordedRecord>();
        for (var entry : topics.properties()) {
            Topic topic = ReplayPlan.topic(entry.getKey());
            var files = entry.getValue().required("partitions");
            partitions.put(entry.getKey(), files.size());
            for (var number : IntStream.range(0, files.size()).toArray()) {
                var file = files.get(number);
                var path =
                        folder.resolve(Path.of(file.required("file").asText()).getFileName());
                var read = new PartitionFile(path, topic).read(number);
                if (read.size() != file.required("count").asInt()) {
                    throw new IOException(
                            path + " holds " + read.size() + " records; the index says " + file.required("count"));
                }
                records.addAll(read);
            }
        }
        return new Recording(partitions, records);
    }
}
