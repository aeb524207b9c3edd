/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
