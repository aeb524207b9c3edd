/* Licensed under Apache-2.0. */
package io.flowmend.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOnDiskTest {

    @TempDir
    Path parent;

    private Path store;
    private Path process;

    @BeforeEach
    void fill() throws IOException {
        var folder = parent.resolve("flowmend");
        store = Files.createDirectories(folder.resolve("12_0/rocksdb/lanes")).resolve("000001.sst");
        process = folder.resolve("kafka-streams-process-metadata");
        Files.writeString(store, "rows");
        Files.writeString(process, "id");
    }

    /** The application's stores in a life of their own. */
    private StateOnDisk life() {
        return new StateOnDisk(parent.resolve("flowmend"));
    }

    @Test
    void whatWasClosedIsKept() throws IOException {
        var first = life();
        first.open();
        first.closed();
        life().open();
        assertThat(store).exists();
    }

    @Test
    void whatAKillLeftOpenIsDiscardedButNotWhoTheProcessIs() {
        life().open();
        life().open();
        assertThat(parent.resolve("flowmend/12_0")).doesNotExist();
        assertThat(process).exists();
    }

    @Test
    void twoKillsInARowAreOneAndAnother() throws IOException {
        life().open();
        life().open();
        Files.createDirectories(store.getParent());
        Files.writeString(store, "rows of the second life");
        life().open();
        assertThat(store).doesNotExist();
    }

    @Test
    void aFirstLifeMakesTheFolder() {
        new StateOnDisk(parent.resolve("other")).open();
        assertThat(parent.resolve("other")).isNotEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        var file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> new StateOnDisk(file).open())
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("streams.state.dir")
                .hasMessageContaining(file.toString());
    }
}
