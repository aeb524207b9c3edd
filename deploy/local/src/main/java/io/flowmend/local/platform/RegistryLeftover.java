/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A registry whose platform was killed so hard that even the watching shell had no time. It is ended, not adopted: its
 * port and settings are those of another start, and a new one is up within seconds.
 *
 * <p>A pid alone may have been given to somebody else since. The file is written while the child lives, so a process that
 * started after it is another one.
 */
final class RegistryLeftover {

    private static final String NAME = "pid";

    /** Clock ticks and time steps between the start time that the kernel reports and the file's. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Path file(Path folder) {
        return folder.resolve(NAME);
    }

    /** @return the pid that was ended */
    static Optional<Long> end(Path folder) {
        var found = find(folder);
        found.ifPresent(RegistryLeftover::end);
        try {
            Files.deleteIfExists(file(folder));
        } catch (IOException unremovable) {
            throw new UncheckedIOException(unremovable);
        }
        return found.map(ProcessHandle::pid);
    }

    static void end(ProcessHandle child) {
        child.destroy();
        if (!endsWithin(child, PATIENCE)) {
            child.destroyForcibly();
            endsWithin(child, PATIENCE);
        }
    }

    private static Optional<ProcessHandle> find(Path folder) {
        try {
            if (!Files.exists(file(folder))) {
                return Optional.empty();
            }
            var pid = Files.readString(file(folder)).strip();
            var written = Files.getLastModifiedTime(file(folder)).toInstant();
            return pid.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(pid)).filter(process -> isOurs(process, written));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(ProcessHandle process, Instant written) {
        var startedBefore = process.info()
                .startInstant()
                .map(started -> started.isBefore(written.plus(TOLERANCE)))
                .orElse(false);
        var runsRegistry = process.info()
                .arguments()
                .map(arguments -> String.join(" ", arguments).contains(RegistryCommand.JAR))
                .orElse(true); // not every system tells
        return startedBefore && runsRegistry;
    }

    private static boolean endsWithin(ProcessHandle child, Duration patience) {
        try {
            child.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stubborn) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private RegistryLeftover() {}
}
