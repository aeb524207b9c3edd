/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks for a process named kube-proxy in a network namespace.
 *
 * @param proc {@code /proc}
 */
record Processes(Path proc) {

    private static final String NAME = "kube-proxy";
    /** PROC_PID_INIT_INO of include/linux/proc_ns.h: only from there are all processes of the machine to be seen. */
    private static final String ALL = "pid:[4026531836]";

    static Processes ofThisMachine() {
        return new Processes(Path.of("/proc"));
    }

    /** What was found. */
    sealed interface Search {
        record Found() implements Search {}

        record Nothing() implements Search {}

        record Blind(String why) implements Search {}
    }

    /** @param ownNode the node is this machine, so that its processes may be hidden from a container */
    Search search(long netns, boolean ownNode) {
        if (ownNode && !link(proc.resolve("self/ns/pid")).filter(ALL::equals).isPresent()) {
            return new Search.Blind("processes of the node are not visible from this container (hostPID is needed)");
        }
        Search answer = new Search.Nothing();
        try (var processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var process : processes) {
                if (isNamed(process)) {
                    var lives = link(process.resolve("ns/net"));
                    if (lives.filter(("net:[" + netns + "]")::equals).isPresent()) {
                        return new Search.Found();
                    }
                    if (lives.isEmpty() && Files.exists(process)) {
                        answer = new Search.Blind("the namespace of " + process
                                + ", a kube-proxy, cannot be read (CAP_SYS_PTRACE is needed)");
                    }
                }
            }
            return answer;
        } catch (IOException unreadable) {
            return new Search.Blind(proc + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static boolean isNamed(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip().equals(NAME);
        } catch (IOException ended) {
            return false;
        }
    }

    private static Optional<String> link(Path path) {
        try {
            return Optional.of(Files.readSymbolicLink(path).toString());
        } catch (IOException endedOrForbidden) {
            return Optional.empty();
        }
    }
}
