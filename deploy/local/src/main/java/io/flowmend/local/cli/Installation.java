/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build has put what a platform needs. */
public final class Installation {

    /** Beside our classes or our archive: both are in the build folder. */
    public static Path registryHome() {
        try {
            var ours = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return ours.resolveSibling("apicurio");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Installation() {}
}
