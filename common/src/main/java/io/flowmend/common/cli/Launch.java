/* Licensed under Apache-2.0. */
package io.flowmend.common.cli;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.config.Sources;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options that every process takes, and how one that cannot start says so: one line, one exit code. */
@CommandLine.Command(mixinStandardHelpOptions = true)
public abstract class Launch implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "Settings as a properties file.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over the environment (FLOWMEND_KEY) and the file. Repeatable.")
    private List<String> overrides = List.of();

    /** Runs until it ends or is told to; the settings are not checked yet. */
    protected abstract ExitCode run(Map<String, String> settings) throws Exception;

    @Override
    public final Integer call() throws Exception {
        return guarded(System.err, () -> run(Sources.merge(Optional.ofNullable(config), System.getenv(), overrides)))
                .code();
    }

    /** What is foreseen becomes a line and a code; the rest stays an exception with its stack trace. */
    public static ExitCode guarded(PrintStream err, Callable<ExitCode> work) throws Exception {
        try {
            return work.call();
        } catch (InvalidSettings invalid) {
            invalid.faults().forEach(fault -> err.println("flowmend: " + fault));
            return ExitCode.USAGE;
        } catch (StartupFailure failure) {
            err.println("flowmend: " + failure.getMessage());
            return ExitCode.UNAVAILABLE;
        }
    }
}
