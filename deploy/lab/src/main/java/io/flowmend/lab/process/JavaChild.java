/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A main class of ours as a process of its own, with the classes of this one; it can be killed as hard as any. */
public final class JavaChild implements AutoCloseable {

    private static final List<String> OPTIONS = List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Path out;
    private final Path err;
    private final Thread guard;

    private JavaChild(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.guard = new Thread(process::destroyForcibly, "child-guard");
        Runtime.getRuntime().addShutdownHook(guard);
    }

    /**
     * Its words go to files in the folder. It sees no kubeconfig and no other home than the folder, so that what it does
     * depends on its arguments only.
     */
    public static JavaChild start(Path folder, Class<?> main, List<String> arguments) {
        return start(List.of(), folder, main, arguments, Set.of());
    }

    /**
     * In a session of its own, as a terminal would start it: {@link #interrupt} reaches it whatever this process does with SIGINT.
     *
     * @param hidden variables of this environment that it must not see either
     */
    public static JavaChild startSession(Path folder, Class<?> main, List<String> arguments, Set<String> hidden) {
        return start(List.of("setsid", "env", "--default-signal=INT"), folder, main, arguments, hidden);
    }

    private static JavaChild start(
            List<String> by, Path folder, Class<?> main, List<String> arguments, Set<String> hidden) {
        var words = new ArrayList<>(by);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(arguments);
        try {
            var out = Files.createTempFile(folder, "child", ".out");
            var err = Files.createTempFile(folder, "child", ".err");
            var builder = new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put("HOME", folder.toString());
            builder.environment().keySet().removeAll(List.of("KUBECONFIG", "KUBERNETES_SERVICE_HOST"));
            builder.environment().keySet().removeAll(hidden);
            return new JavaChild(builder.start(), out, err);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Its exit code; fails if it goes on. */
    public int ends(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("did not end within " + within + ":\n" + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What it has started and these in turn, as far as they are there now. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** SIGINT to the process group of a session, as Ctrl-C of a terminal sends it; does not wait for its end. */
    public void interrupt() {
        Command.of("kill", "-INT", "--", "-" + pid()).run();
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(guard);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
