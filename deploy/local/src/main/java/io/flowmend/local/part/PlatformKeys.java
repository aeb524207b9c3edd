/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import java.io.IOException;
import java.nio.file.Path;

/** The platform's own keys, made at its first start: who may start it may sign. */
final class PlatformKeys {

    /** @param state of the platform's parts */
    static KeyFolder folder(Path state) {
        var folder = new KeyFolder(state.resolve("keys"));
        if (folder.signer().isEmpty()) {
            try {
                new KeyMaker(folder).make();
            } catch (IOException unwritable) {
                throw new StartupFailure(
                        "no signing key can be made in " + folder.path() + ": " + unwritable.getMessage());
            }
        }
        return folder;
    }

    private PlatformKeys() {}
}
