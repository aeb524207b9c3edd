/* Licensed under Apache-2.0. */
package io.flowmend.local;

import io.flowmend.local.cli.UpCommand;
import io.flowmend.local.part.KubernetesPart;
import io.flowmend.local.part.NodePart;
import io.flowmend.local.part.Part;
import io.flowmend.local.part.StreamsPart;
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
        return new CommandLine(new Main()).addSubcommand(new UpCommand(Main::parts));
    }

    /** In the order in which they start. */
    static List<Part> parts() {
        return List.of(new StreamsPart(), new KubernetesPart(), new NodePart());
    }

    private Main() {}
}
