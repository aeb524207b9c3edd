/* Licensed under Apache-2.0. */
package io.flowmend.streams;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;

/**
 * The stores of one application on disk. Those that a kill -9 leaves behind are hardly of use: with exactly-once Kafka Streams
 * opens each, finds no offset in one that has taken anything since, says that it is corrupt, deletes it and begins again. To delete
 * them first makes such a start some two seconds shorter. That the stores are open is marked by a file beside them. For stores
 * in memory there is nothing to mark, and nobody who holds the folder.
 */
final class StateOnDisk {

    /** Kafka Streams names the folder of a task by sub-topology and partition. */
    private static final Pattern TASK = Pattern.compile("\\d+_\\d+");

    private final Path folder;
    private final Path mark;

    /** @param folder of the application, below {@code state.dir} */
    StateOnDisk(Path folder) {
        this.folder = folder;
        this.mark = folder.resolve("flowmend-open");
    }

    /** Call it when this process holds the folder and before the stores are opened. */
    void open() {
        try {
            if (Files.exists(mark)) {
                discard();
            } else {
                Files.createDirectories(folder);
                Files.createFile(mark);
            }
        } catch (IOException | DirectoryIteratorException refused) {
            throw new StartupFailure("streams.state.dir: " + folder + " cannot be prepared: " + refused);
        }
    }

    /** Call it when the stores are closed and their offsets written; without it the next start rebuilds them. */
    void closed() throws IOException {
        Files.deleteIfExists(mark);
    }

    private void discard() throws IOException {
        try (var tasks = Files.newDirectoryStream(folder, StateOnDisk::isTask)) {
            for (var task : tasks) {
                Utils.delete(task.toFile());
            }
        }
    }

    private static boolean isTask(Path entry) {
        return TASK.matcher(String.valueOf(entry.getFileName())).matches();
    }
}
