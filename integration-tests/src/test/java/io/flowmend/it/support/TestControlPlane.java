/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.lab.cluster.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control plane of a test: it is skipped or fails where there is none, and leaves nothing outside of the build folder. */
public final class TestControlPlane {

    public static ControlPlane start() {
        var assets = Requirements.controlPlane();
        try {
            // In the build folder and not in /tmp: what a killed run leaves goes with the next clean.
            return ControlPlane.start(assets, Files.createDirectories(Path.of("target", "control-plane")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestControlPlane() {}
}
