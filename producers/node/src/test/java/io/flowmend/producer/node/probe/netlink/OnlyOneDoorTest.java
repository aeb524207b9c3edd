/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.probe.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A node producer that only observes: what could reach the kernel by another way than a {@link Question} is not in it. */
class OnlyOneDoorTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern DOORS =
            Pattern.compile("ProcessBuilder|\\.exec\\(|downcallHandle|Files\\.(write|new.*Writer|newOutputStream)");

    @Test
    void onlyOneClassCallsIntoTheSystemAndNoneStartsAProgramOrWritesAFile() throws IOException {
        assertThat(withADoor()).containsExactly("Libc.java");
    }

    @Test
    void theSystemCallsAreThoseOfReading() throws IOException {
        var libc = Files.readString(SOURCES.resolve("io/flowmend/producer/node/probe/netlink/Libc.java"));
        var called = Pattern.compile("(?:ints|longs|handle)\\(\"(\\w+)\"")
                .matcher(libc)
                .results()
                .map(found -> found.group(1));
        assertThat(called)
                .containsExactlyInAnyOrder(
                        "socket",
                        "bind",
                        "setsockopt",
                        "getsockopt",
                        "recvmmsg",
                        "send",
                        "poll",
                        "close",
                        "setns",
                        "open");
    }

    private static List<String> withADoor() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(OnlyOneDoorTest::hasADoor)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean hasADoor(Path file) {
        try {
            return DOORS.matcher(Files.readString(file)).find();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
