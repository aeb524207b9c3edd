/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.keys.KeyMaker;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A key that counts no more. */
@Command(
        name = "revoke",
        description = "Ends a key: a running executor of this folder refuses its signatures from the next command on.")
public final class KeysRevokeCommand extends KeysAction {

    @Parameters(paramLabel = "KEYID", description = "16 hex digits, as 'flowmend keys list' prints them.")
    private String keyId = "";

    @Override
    ExitCode act(KeyMaker maker) throws IOException {
        try {
            maker.revoke(keyId);
            print(keyId, "revoked");
            return ExitCode.OK;
        } catch (NoSuchFileException unknown) {
            return fail(
                    ExitCode.NOT_FOUND,
                    "KEYID is '" + keyId + "'; allowed: one of " + maker.keys().trusted());
        }
    }
}
