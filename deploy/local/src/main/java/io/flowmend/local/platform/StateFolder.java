/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a local platform keeps; one platform at a time.
 *
 * <p>The lock is the operating system's: it goes with the process, however that ends.
 */
public final class StateFolder implements AutoCloseable {

    private static final String TEMPORARY = "flowmend-ephemeral-";
    /** Of this process. POSIX drops a lock when its process closes any descriptor of the file, so these are not opened again. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileLock lock;
    private final boolean temporary;

    private StateFolder(Path folder, FileLock lock, boolean temporary) {
        this.folder = folder;
        this.lock = lock;
        this.temporary = temporary;
    }

    /** Where state is unless an operator says otherwise. */
    public static Path usual() {
        var configured = System.getenv("XDG_STATE_HOME");
        var base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(configured);
        return base.resolve("flowmend");
    }

    /** @throws StartupFailure if another platform uses it, or it cannot be written */
    public static StateFolder open(Path folder) {
        var absolute = folder.toAbsolutePath().normalize();
        var lock = lock(absolute);
        if (lock == null) {
            throw new StartupFailure("state folder " + absolute
                    + " is in use by a running platform; stop that one or choose another with --state");
        }
        return new StateFolder(absolute, lock, false);
    }

    /** A folder that is removed at the end; what killed platforms left behind is removed too. */
    public static StateFolder temporary() {
        try {
            sweep(Path.of(System.getProperty("java.io.tmpdir")));
            var folder = Files.createTempDirectory(TEMPORARY);
            var lock = lock(folder);
            if (lock == null) {
                throw new IllegalStateException("a new folder is locked: " + folder);
            }
            return new StateFolder(folder, lock, true);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public Path path() {
        return folder;
    }

    public Path broker() {
        return folder.resolve("kafka");
    }

    public Path registry() {
        return folder.resolve("registry");
    }

    public Path logs() {
        return created(folder.resolve("log"));
    }

    public RunningFile running() {
        return new RunningFile(folder);
    }

    @Override
    public void close() {
        try {
            running().remove();
            if (temporary) {
                delete(folder);
            }
            release(folder, lock);
        } catch (IOException unremovable) {
            throw new UncheckedIOException(unremovable);
        }
    }

    private static @Nullable FileLock lock(Path folder) {
        if (!HELD.add(folder)) {
            return null;
        }
        FileLock lock = null;
        try {
            lock = lockFile(folder);
            return lock;
        } finally {
            if (lock == null) {
                HELD.remove(folder);
            }
        }
    }

    private static void release(Path folder, FileLock lock) throws IOException {
        lock.channel().close();
        HELD.remove(folder);
    }

    private static @Nullable FileLock lockFile(Path folder) {
        try {
            created(folder);
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (IOException | UncheckedIOException unwritable) {
            throw new StartupFailure("state folder " + folder + " cannot be used: " + unwritable.getMessage());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    private static void sweep(Path parent) throws IOException {
        try (var left = Files.newDirectoryStream(parent, TEMPORARY + "*")) {
            for (var folder : left) {
                var lock = Files.isWritable(folder) ? lock(folder) : null;
                if (lock != null) {
                    RegistryLeftover.end(folder.resolve("registry"));
                    delete(folder);
                    release(folder, lock);
                }
            }
        }
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
