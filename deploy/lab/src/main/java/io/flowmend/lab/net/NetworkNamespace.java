/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A named network namespace of this machine, as {@code ip netns} makes it. */
public record NetworkNamespace(String name) {

    static final Path FOLDER = Path.of("/run/netns");

    /** The file to enter it by. */
    public Path path() {
        return FOLDER.resolve(name);
    }

    /** Runs the work on a thread inside; sockets that it opens stay inside for ever. */
    public <T> T call(Callable<T> work) {
        return io.flowmend.kernel.netlink.NetworkNamespace.at(path()).call(work);
    }

    /** The command line that runs these words inside. */
    public List<String> inside(List<String> words) {
        var line = new ArrayList<>(List.of("nsenter", "--net=" + path(), "--"));
        line.addAll(words);
        return line;
    }

    public Command command(String... words) {
        return Command.of(inside(List.of(words)));
    }

    public void create() {
        Command.of("ip", "netns", "add", name).run();
        Command.of("ip", "-n", name, "link", "set", "lo", "up").run();
    }

    /** The name goes at once, the namespace with its last socket. */
    public void delete() {
        Command.of("ip", "netns", "delete", name).run();
    }

    /** The same, unless somebody else was faster. */
    public void deleteIfThere() {
        if (Files.exists(path())) {
            delete();
        }
    }

    /** Links both by a pair of devices; the other side's is its eth0. */
    static void join(NetworkNamespace here, String device, NetworkNamespace other) {
        Command.of("ip", "-batch", "-")
                .reading("link add %s netns %s type veth peer name eth0 netns %s"
                        .formatted(device, here.name(), other.name()))
                .run();
    }

    /** Configures links, addresses and routes inside, one ip command a line. */
    public void configure(String ipCommands) {
        Command.of("ip", "-n", name, "-batch", "-").reading(ipCommands).run();
    }
}
