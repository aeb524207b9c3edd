/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures on this machine; each benchmark's --help says its method.")
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Picocli fills in the specification before anything is asked of it. */
    @SuppressWarnings("NullAway.Init")
    public BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which benchmark? allowed: topology, agent");
    }
}
