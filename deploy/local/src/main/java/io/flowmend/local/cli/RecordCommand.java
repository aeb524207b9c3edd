/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.replay.Capture;
import io.flowmend.local.replay.Recording;
import io.flowmend.local.replay.RecordingFolder;
import io.flowmend.schemas.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records the input topics of a running platform. */
@Command(
        name = "record",
        description = {
            "Writes what the input topics hold now to files: an Avro container per topic and partition, and index.json.",
            "",
            "A value that cannot be decoded is left out and its place told: no topology reads it either.",
            "'flowmend replay DIR' plays it again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:recorded",
            "2:wrong arguments, or DIR holds a recording already",
            "3:nothing was there to record",
            "4:no platform can be reached"
        })
public final class RecordCommand extends ClientCommand {

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder of the recording; it is made.")
    private Path to = Path.of("");

    @Option(
            names = "--since",
            paramLabel = "T",
            description =
                    "Leave out what is older: a time like 2026-01-01T00:00:00Z, or 10m for the last ten minutes. Of"
                            + " compacted topics the state at T is recorded, too.")
    private @Nullable String since;

    @Option(
            names = "--topics",
            split = ",",
            paramLabel = "NAME",
            description = "Only these inputs, named as in 'flowmend topics' without the prefix, separated by commas.")
    private List<String> topics = List.of();

    @Override
    ExitCode run(KafkaSettings kafka) throws Exception {
        var now = Instant.now();
        var from = Optional.ofNullable(since).map(text -> PointInTime.of("--since", text, now));
        var folder = new RecordingFolder(to);
        if (folder.exists()) {
            throw new InvalidSettings(List.of("--to is '" + to + "', which holds a recording already"));
        }
        var taken = new Capture(kafka).take(topics());
        taken.leftOut().forEach(place -> System.err.println("flowmend: left out, it cannot be decoded: " + place));
        var recording = from.map(taken.recording()::since).orElse(taken.recording());
        if (recording.records().isEmpty()) {
            System.err.println("flowmend: the topics hold nothing to record"
                    + from.map(time -> " since " + time).orElse(""));
            return ExitCode.NOT_FOUND;
        }
        folder.write(recording, new RecordingFolder.About(cluster(recording), now, from));
        System.out.println("Recorded " + recording.records().size() + " records of "
                + recording.partitions().size() + " topics to " + to + "; 'flowmend replay " + to + "' plays them.");
        return ExitCode.OK;
    }

    private List<Topic> topics() {
        var known = Capture.inputs().stream()
                .collect(Collectors.toMap(Topic::suffix, Function.identity(), (one, _) -> one, TreeMap::new));
        var unknown = topics.stream().filter(name -> !known.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            throw new InvalidSettings(List.of(
                    "--topics has " + String.join(", ", unknown) + "; allowed: " + String.join(", ", known.keySet())));
        }
        return topics.isEmpty()
                ? Capture.inputs()
                : topics.stream().distinct().map(known::get).toList();
    }

    /** One cluster per topic prefix. */
    private static String cluster(Recording recording) {
        return recording.records().stream()
                .filter(record -> !record.topic().startsWith("remediation."))
                .flatMap(record -> Optional.ofNullable(record.key()).stream())
                .filter(key -> key.contains("/"))
                .map(key -> key.substring(0, key.indexOf('/')))
                .findFirst()
                .orElse("local");
    }
}
