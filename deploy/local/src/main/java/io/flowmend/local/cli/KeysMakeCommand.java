/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.keys.KeyMaker;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import picocli.CommandLine.Command;

/** The first key of a folder. */
@Command(name = "make", description = "Makes the key that signs commands, and trusts it.")
public final class KeysMakeCommand extends KeysAction {

    @Override
    ExitCode act(KeyMaker maker) throws IOException {
        try {
            print(maker.make(), "signs");
            return ExitCode.OK;
        } catch (FileAlreadyExistsException there) {
            return fail(ExitCode.FAILED, there.getMessage() + " is there already; 'flowmend keys rotate' replaces it");
        }
    }
}
