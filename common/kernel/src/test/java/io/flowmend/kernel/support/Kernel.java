/* Licensed under Apache-2.0. */
package io.flowmend.kernel.support;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Whether this machine lets a test make network namespaces; where it must, the lack of it fails. */
public final class Kernel {

    public static void required() {
        var lack = lack();
        if (Boolean.parseBoolean(System.getenv("FLOWMEND_REQUIRE_KERNEL")) && !lack.isEmpty()) {
            throw new AssertionError("FLOWMEND_REQUIRE_KERNEL is set, but " + lack);
        }
        Assumptions.assumeTrue(lack.isEmpty(), lack);
    }

    private static String lack() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "network namespaces need root";
        }
        for (var tool : new String[] {"ip", "conntrack", "nft", "ss"}) {
            if (!Files.exists(Path.of("/usr/sbin", tool))
                    && !Files.exists(Path.of("/usr/bin", tool))
                    && !Files.exists(Path.of("/sbin", tool))
                    && !Files.exists(Path.of("/bin", tool))) {
                return tool + " is not installed";
            }
        }
        try {
            var name = "fmkern-probe-" + ProcessHandle.current().pid();
            Shell.run("ip", "netns", "add", name);
            Shell.run("ip", "netns", "del", name);
            return "";
        } catch (IllegalStateException refused) {
            return "network namespaces cannot be made: " + refused.getMessage();
        }
    }

    private Kernel() {}
}
