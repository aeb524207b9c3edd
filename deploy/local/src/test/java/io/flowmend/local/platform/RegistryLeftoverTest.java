/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLeftoverTest {

    @TempDir
    private Path folder;

    private Process child;

    @BeforeEach
    void aProcessThatLooksLikeTheRegistry() throws IOException {
        child = new ProcessBuilder("/bin/sh", "-c", "read -r _", RegistryCommand.JAR).start();
    }

    @AfterEach
    void end() {
        child.destroyForcibly();
    }

    @Test
    void aChildThatOutlivedItsPlatformIsEnded() throws IOException {
        // Given
        recorded(Instant.now());
        // When
        var ended = RegistryLeftover.end(folder);
        // Then
        assertThat(ended).contains(child.pid());
        assertThat(child.isAlive()).isFalse();
        assertThat(RegistryLeftover.file(folder)).doesNotExist();
    }

    @Test
    void aProcessThatGotThePidLaterIsLeftAlone() throws IOException {
        // Given
        recorded(Instant.now().minus(Duration.ofMinutes(1)));
        // When
        var ended = RegistryLeftover.end(folder);
        // Then
        assertThat(ended).isEmpty();
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void aFileThatWasCutShortIsNoPid() throws IOException {
        Files.writeString(RegistryLeftover.file(folder), "");
        assertThat(RegistryLeftover.end(folder)).isEmpty();
    }

    private void recorded(Instant at) throws IOException {
        var file = RegistryLeftover.file(folder);
        Files.writeString(file, child.pid() + "\n");
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}
