/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A node producer that only observes: it reaches the kernel through the module {@code kernel} alone, whose acting part a rule
 * over the layers keeps from it.
 */
class OnlyOneDoorTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern DOORS = Pattern.compile(
            "ProcessBuilder|kernel\\.act|\\bOrder\\.|\\.exec\\(|downcallHandle|Files\\.(write|new.*Writer|newOutputStream)");

    @Test
    void noClassCallsIntoTheSystemStartsAProgramOrWritesAFile() throws IOException {
        assertThat(withADoor()).isEmpty();
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
