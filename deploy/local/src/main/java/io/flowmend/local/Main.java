/* Licensed under Apache-2.0. */
package io.flowmend.local;

import io.flowmend.local.cli.UpCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line; run through {@code ./flowmend}. */
@Command(
        name = "flowmend",
        mixinStandardHelpOptions = true,
        version = "flowmend 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        description = "Detects, explains and mends broken connections in Kubernetes.")
public final class Main {

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).addSubcommand(new UpCommand(List::of));
    }

    private Main() {}
}
