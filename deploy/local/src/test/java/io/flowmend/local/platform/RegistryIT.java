/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.net.LoopbackPort;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryIT {

    private static final Path HOME = Path.of("target", "apicurio").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void oneThatWasLeftOnTheFolderGivesUpItsPortToTheNext() {
        int port;
        try (var free = LoopbackPort.free()) {
            port = free.number();
        }
        // Given one whose platform could not end it
        var left = launch(port).awaitReady();
        // When
        try (var next = launch(port).awaitReady()) {
            // Then
            assertThat(left.alive()).isFalse();
            assertThat(next.alive()).isTrue();
        } finally {
            left.close();
        }
    }

    private Registry launch(int port) {
        return Registry.launch(HOME, folder, folder.resolve("registry.log"), port);
    }
}
