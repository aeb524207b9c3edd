/* Licensed under Apache-2.0. */
package io.flowmend.remediation.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.order.Order;
import io.flowmend.remediation.support.TestCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant T = Instant.parse("2026-11-21T06:00:00Z");
    private static final Duration KEEP = Duration.ofMinutes(2);

    @TempDir
    private Path dir;

    @Test
    void whatWasBegunAndNotEndedIsThereAfterARestart() throws IOException {
        // Given
        write(journal -> {
            journal.started(order("a"), T);
            journal.ended("a", T);
            journal.started(order("b"), T.plusSeconds(1));
        });
        // When
        var journal = reopened(T.plusSeconds(2));
        // Then
        assertThat(journal.unfinished()).singleElement().satisfies(left -> {
            assertThat(left.commandId()).isEqualTo("b");
            assertThat(Orders.read(left.image())).contains(order("b"));
        });
        assertThat(journal.seen("a")).isTrue();
        assertThat(journal.latest()).isEqualTo(T.plusSeconds(1));
        assertThat(journal.isDamaged()).isFalse();
    }

    @Test
    void aTornTailIsPassedOver() throws IOException {
        // Given
        write(journal -> journal.started(order("a"), T));
        Files.writeString(dir.resolve("journal"), "1234abcd STARTED 17", StandardOpenOption.APPEND);
        // When
        var journal = reopened(T);
        // Then
        assertThat(journal.isDamaged()).isFalse();
        assertThat(journal.unfinished()).hasSize(1);
    }

    @Test
    void aChangedLineIsDamage() throws IOException {
        // Given
        write(journal -> {
            journal.started(order("a"), T);
            journal.ended("a", T);
        });
        var file = dir.resolve("journal");
        Files.writeString(file, Files.readString(file).replaceFirst("STARTED", "STARTEd"));
        // When, then
        assertThat(reopened(T).isDamaged()).isTrue();
    }

    @Test
    void whatCanNotBeDeliveredAgainIsForgottenAndWhatIsOpenIsNot() throws IOException {
        // Given
        write(journal -> {
            journal.started(order("open"), T);
            journal.ended("old", T);
            journal.ended("young", T.plus(KEEP).plusMillis(1));
        });
        // When
        var journal = reopened(T.plus(KEEP).plusMillis(1));
        // Then
        assertThat(journal.seen("old")).isFalse();
        assertThat(journal.seen("young")).isTrue();
        assertThat(journal.unfinished()).hasSize(1);
        assertThat(Files.readAllLines(dir.resolve("journal"))).hasSize(2);
    }

    @Test
    void twoExecutorsCannotShareAJournal() throws IOException {
        try (var first = FileMedium.open(dir)) {
            assertThat(first.read()).isEmpty();
            assertThatThrownBy(() -> FileMedium.open(dir)).isInstanceOf(Exception.class);
        }
    }

    private interface Work {
        void on(Journal journal) throws IOException;
    }

    private void write(Work work) throws IOException {
        try (var medium = FileMedium.open(dir)) {
            work.on(Journal.open(medium, T, KEEP));
        }
    }

    private Journal reopened(Instant at) throws IOException {
        try (var medium = FileMedium.open(dir)) {
            return Journal.open(medium, at, KEEP);
        }
    }

    private static Order order(String id) {
        return Orders.of(TestCommands.command(id, 1, T).build());
    }
}
