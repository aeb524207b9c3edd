/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flowmend.common.config.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {

    private static final RecordingFolder.About ABOUT =
            new RecordingFolder.About("local", Samples.at(60), Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackAlsoWhatHeldNothing() throws IOException {
        // Given
        var recording = new Recording(
                Samples.THREE,
                List.of(
                        Samples.service(0, 1, 2, "a"),
                        Samples.tombstone(1, 2, 3, "b"),
                        Samples.apiMark(2, 3, 4, 1, 0),
                        Samples.statusMark(1, 5, 4)));
        // When
        new RecordingFolder(folder).write(recording, ABOUT);
        var read = new RecordingFolder(folder).read();
        // Then
        assertThat(read.about()).isEqualTo(ABOUT);
        assertThat(read.recording().partitions()).isEqualTo(recording.partitions());
        assertThat(read.recording().records())
                .map(RecordingFolderTest::text)
                .containsExactlyElementsOf(recording.records().stream()
                        .map(RecordingFolderTest::text)
                        .toList());
    }

    @Test
    void whatIsWrongWithAFolderIsOneLineThatNamesIt() throws IOException {
        // Given
        new RecordingFolder(folder).write(new Recording(Samples.THREE, List.of(Samples.service(0, 1, 2, "a"))), ABOUT);
        var index = folder.resolve(RecordingFolder.INDEX);
        var whole = Files.readString(index);
        // Then
        Files.writeString(index, whole.replace("\"count\" : 1", "\"count\" : \"one\""));
        assertThat(fault())
                .isEqualTo(
                        "index.json topics k8s.services partitions 0: count is \"one\"; allowed: a number of 0 or more");
        Files.writeString(index, whole.replace("2026-01-01T00:01:00Z", "yesterday"));
        assertThat(fault())
                .isEqualTo("index.json: recordedAt is \"yesterday\"; allowed: a time like 2026-01-01T00:00:00Z");
        Files.writeString(index, whole.replace("\"format\" : 1", "\"format\" : 2"));
        assertThat(fault()).isEqualTo("index.json: format is 2; allowed: 1");
        Files.writeString(index, whole.replace("\"cluster\"", "\"clutser\""));
        assertThat(fault()).isEqualTo("index.json: cluster is missing; allowed: a text");
        Files.writeString(index, whole.replace("k8s.services\"", "k8s.servants\""));
        assertThat(fault()).isEqualTo("topic k8s.servants is not in the catalogue");
        Files.writeString(index, whole.substring(0, whole.length() / 2));
        assertThat(fault()).startsWith("index.json is not JSON from line ").hasLineCount(1);
        Files.writeString(index, "");
        assertThat(fault()).startsWith("index.json: format is missing");
    }

    @Test
    void aPartitionThatWasCutShortIsNamed() throws IOException {
        // Given
        new RecordingFolder(folder).write(new Recording(Samples.THREE, List.of(Samples.service(0, 1, 2, "a"))), ABOUT);
        var file = folder.resolve("k8s.services-0.avro");
        var whole = Files.readAllBytes(file);
        // Then
        for (var length : List.of(0, 10, whole.length / 2, whole.length - 1)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(fault())
                    .as("%d bytes", length)
                    .startsWith("k8s.services-0.avro ")
                    .hasLineCount(1);
        }
        Files.delete(file);
        assertThat(fault()).isEqualTo("k8s.services-0.avro is missing");
    }

    @Test
    void whereNothingCanBeWrittenIsAFaultOfTheOption() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new RecordingFolder(file).write(new Recording(Map.of(), List.of()), ABOUT))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("--to is '" + file + "', a folder that cannot be made or written");
    }

    private String fault() {
        var said = catchThrowableOfType(InvalidSettings.class, () -> new RecordingFolder(folder).read());
        var before = "'" + folder + "' holds a recording that cannot be read: ";
        assertThat(said).hasMessageStartingWith(before);
        return said.faults().getFirst().substring(before.length());
    }

    @Test
    void aFileThatHoldsLessThanTheIndexSaysIsNotPlayed() throws IOException {
        new RecordingFolder(folder).write(new Recording(Samples.THREE, List.of(Samples.service(0, 1, 2, "a"))), ABOUT);
        Files.copy(
                folder.resolve("k8s.services-1.avro"),
                folder.resolve("k8s.services-0.avro"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> new RecordingFolder(folder).read())
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.faults())
                                .singleElement()
                                .asString()
                                .endsWith("holds 0 records; the index says 1"));
    }

    @Test
    void sinceKeepsTheStateOfCompactedTopicsAndNothingElseOfBefore() {
        // Given
        var recording = new Recording(
                Samples.THREE,
                List.of(
                        Samples.service(0, 0, 1, "a"),
                        Samples.service(0, 1, 2, "a"),
                        Samples.service(0, 2, 2, "b"),
                        Samples.tombstone(0, 3, 3, "b"),
                        Samples.service(0, 4, 5, "c"),
                        Samples.statusMark(0, 0, 4),
                        Samples.statusMark(0, 1, 5)));
        // When
        var since = recording.since(Samples.at(5));
        // Then
        assertThat(since.records())
                .extracting(record -> record.topic() + "@" + record.offset())
                .containsExactly("k8s.services@1", "k8s.services@4", "node.status@1");
    }

    private static String text(RecordedRecord record) {
        return record.topic()
                + record.partition()
                + record.offset()
                + record.timestamp()
                + record.key()
                + record.headers()
                + record.value();
    }
}
