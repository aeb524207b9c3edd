/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what is done with keys. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Makes, replaces and revokes the keys that sign commands. The planner's folder holds planner.key, trusted/"
                        + " and revoked/; nodes need trusted/ and revoked/ only.")
public final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Picocli fills in the specification before anything is asked of it. */
    @SuppressWarnings("NullAway.Init")
    public KeysCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about keys? allowed: make, rotate, revoke, list");
    }
}
