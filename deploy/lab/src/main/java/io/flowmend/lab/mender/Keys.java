/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The key of one lab: the planner signs with it, the executor trusts it. */
final class Keys {

    /** The folder, with a key in it. */
    static Path in(Path folder) {
        var keys = new KeyFolder(folder);
        if (keys.signer().isEmpty()) {
            try {
                new KeyMaker(keys).make();
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        return folder;
    }

    private Keys() {}
}
