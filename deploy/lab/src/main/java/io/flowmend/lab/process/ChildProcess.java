/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A long-running program that ends with this JVM, also when the JVM is killed and can end nothing: a guard beside the program
 * waits for the end of its standard input, which is a pipe that only the JVM holds open. Both are a session of their own, which
 * Ctrl-C of a terminal does not reach: it is the JVM's to answer, and as long as it undoes things it needs them.
 */
public final class ChildProcess implements AutoCloseable {

    private static final String GUARDED = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            (
              trap 'kill $grace; wait $grace; exit' TERM
              read -r _ <&3
              sleep 5 & grace=$!
              kill -TERM $child
              wait $grace
              kill -KILL $child
            ) 2>/dev/null &
            guard=$!
            exec 3<&-
            wait $child
            code=$?
            kill $guard 2>/dev/null
            wait $guard
            exit $code
            """;

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final int LOG_TAIL = 15;

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts it; both its outputs go to a log in this folder. */
    public static ChildProcess start(Path folder, String name, List<String> words) {
        var line = new ArrayList<>(List.of("setsid", "sh", "-c", GUARDED, name));
        line.addAll(words);
        var log = folder.resolve(name + ".log");
        try {
            return new ChildProcess(
                    name,
                    log,
                    new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws what it said last if it has ended although nobody asked it to. */
    public void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended with " + process.exitValue() + ":\n" + lastWords());
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Of the guard that ends it. */
    public long pid() {
        return process.pid();
    }

    /** Its log so far; a line may be unfinished. */
    public List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of its log. */
    public String lastWords() {
        var lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
