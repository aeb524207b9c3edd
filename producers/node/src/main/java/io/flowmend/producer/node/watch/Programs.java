/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.producer.node.sample.Author;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Names the program behind a netlink port: its first socket has the process id as port. */
final class Programs {

    private static final long LARGEST_PID = 1 << 22;

    static Optional<Author> author(long portId) {
        return portId == 0 ? Optional.empty() : Optional.of(new Author(portId, program(portId)));
    }

    private static Optional<String> program(long pid) {
        if (pid > LARGEST_PID) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Programs() {}
}
