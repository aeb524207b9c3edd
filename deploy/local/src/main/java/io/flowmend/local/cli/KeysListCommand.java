/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.common.keys.Signer;
import picocli.CommandLine.Command;

/** What a folder says about keys. */
@Command(
        name = "list",
        description = "Lists the keys of a folder: the one that signs, those that are trusted, those that are revoked.")
public final class KeysListCommand extends KeysAction {

    @Override
    ExitCode act(KeyMaker maker) {
        var signing = maker.keys().signer().map(Signer::keyId);
        maker.keys().trusted().stream()
                .filter(id -> !maker.keys().revoked().contains(id))
                .forEach(id -> print(id, signing.filter(id::equals).isPresent() ? "signs" : "trusted"));
        maker.keys().revoked().forEach(id -> print(id, "revoked"));
        return ExitCode.OK;
    }
}
