/* Licensed under Apache-2.0. */
package io.flowmend.kernel.support;

import io.flowmend.kernel.netlink.NetworkNamespace;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace with a loopback interface, removed when closed. */
public record Namespace(String name) implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public static Namespace make() {
        var made = new Namespace("fmkern-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        Shell.run("ip", "netns", "add", made.name);
        made.run("ip link set lo up");
        return made;
    }

    public Path path() {
        return Path.of("/run/netns", name);
    }

    public NetworkNamespace entry() {
        return NetworkNamespace.at(path());
    }

    /** Runs a command inside. */
    public String run(String command) {
        return Shell.run("ip", "netns", "exec", name, "sh", "-ec", command);
    }

    @Override
    public void close() {
        Shell.run("ip", "netns", "del", name);
    }
}
