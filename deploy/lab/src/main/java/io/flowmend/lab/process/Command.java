/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short program run to its end, such as ip, nft or conntrack. */
public record Command(List<String> words, String input) {

    /** What the program left behind. */
    public record Result(int exit, String output, String complaint) {}

    private static final long SECONDS = 20;

    public Command {
        words = List.copyOf(words);
    }

    public static Command of(List<String> words) {
        return new Command(words, "");
    }

    public static Command of(String... words) {
        return of(List.of(words));
    }

    /** The same, with this on its standard input. */
    public Command reading(String text) {
        return new Command(words, text);
    }

    /** Runs it and returns its output; a failure is thrown with all that the program said. */
    public String run() {
        var result = attempt();
        if (result.exit() != 0) {
            throw new IllegalStateException(
                    String.join(" ", words) + " exits " + result.exit() + ": " + result.complaint() + result.output());
        }
        return result.output();
    }

    /** Runs it, whatever comes of it. */
    public Result attempt() {
        try {
            // Files, not pipes: nothing can block on a full one, and no thread is needed to drain it.
            var output = Files.createTempFile("flowmend-lab", ".out");
            var complaint = Files.createTempFile("flowmend-lab", ".err");
            try {
                var exit = run(new ProcessBuilder(words)
                        .redirectOutput(output.toFile())
                        .redirectError(complaint.toFile()));
                return new Result(exit, Files.readString(output), Files.readString(complaint));
            } finally {
                Files.delete(output);
                Files.delete(complaint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int run(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", words) + " hangs");
        }
        return process.exitValue();
    }
}
