/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What could reach the kernel by another way than a {@link Message} is not in this module. */
class OnlyOneDoorTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern DOORS =
            Pattern.compile("ProcessBuilder|\\.exec\\(|downcallHandle|Files\\.(write|new.*Writer|newOutputStream)");

    @Test
    void onlyOneClassCallsIntoTheSystemAndNoneStartsAProgramOrWritesAFile() throws IOException {
        assertThat(withADoor()).containsExactly("Libc.java");
    }

    @Test
    void theSystemCallsAreThoseOfNetlinkAndOfNamespaces() throws IOException {
        var libc = Files.readString(SOURCES.resolve("io/flowmend/kernel/netlink/Libc.java"));
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
                        "getsockname",
                        "recvmmsg",
                        "send",
                        "poll",
                        "close",
                        "setns",
                        "open");
    }

    @Test
    void ordersAreSentFromOnePackageOnly() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> text(file).contains("Request.order("))
                            .map(file -> SOURCES.relativize(file).toString()))
                    .isNotEmpty()
                    .allMatch(file -> file.startsWith("io/flowmend/kernel/act/"));
        }
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
        return DOORS.matcher(text(file)).find();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
