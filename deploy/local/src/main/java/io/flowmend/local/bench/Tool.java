/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.common.cli.StartupFailure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program of the system, run to its end. */
final class Tool {

    /** @throws StartupFailure with its words if it is missing or fails */
    static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StartupFailure(String.join(" ", command) + ": " + said.strip());
            }
            return said;
        } catch (IOException missing) {
            throw new StartupFailure("'bench agent' needs Linux, root, ip and nft: " + missing.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted");
        }
    }

    private Tool() {}
}
