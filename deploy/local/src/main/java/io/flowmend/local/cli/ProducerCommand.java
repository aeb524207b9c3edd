/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the producers, each a process of its own. */
@Command(
        name = "producer",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs one producer alone against an existing Kafka and schema registry.")
public final class ProducerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Picocli fills in the specification before anything is asked of it. */
    @SuppressWarnings("NullAway.Init")
    public ProducerCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which producer? allowed: kubernetes, node");
    }
}
