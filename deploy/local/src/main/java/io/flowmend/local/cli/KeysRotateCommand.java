/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.keys.KeyMaker;
import java.io.IOException;
import picocli.CommandLine.Command;

/** A new key in place of the old one. */
@Command(
        name = "rotate",
        description =
                "Makes a new signing key. The old one stays trusted until it is revoked: bring trusted/ to the nodes first.")
public final class KeysRotateCommand extends KeysAction {

    @Override
    ExitCode act(KeyMaker maker) throws IOException {
        print(maker.rotate(), "signs");
        return ExitCode.OK;
    }
}
