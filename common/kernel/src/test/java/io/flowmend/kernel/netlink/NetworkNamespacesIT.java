/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkNamespacesIT {

    private final NetworkNamespaces namespaces = NetworkNamespaces.ofThisMachine();

    @BeforeEach
    void required() {
        Kernel.required();
    }

    @Test
    void aNamedOneIsFoundByItsNameAndOpens() {
        try (var made = Namespace.make()) {
            // Given
            var inode = made.entry().call(NetworkNamespaces::current);
            // When
            var found = namespaces.find(inode).orElseThrow();
            // Then
            assertThat(found.path()).isEqualTo(made.path());
            assertThat(found.entry().call(NetworkNamespaces::current).longValue())
                    .isEqualTo(inode);
        }
    }

    @Test
    void oneThatOnlyAProcessIsInIsFoundAndGoneOnceItEnds() throws Exception {
        // Given
        var process = new ProcessBuilder("unshare", "--net", "cat").start();
        var link = Path.of("/proc", Long.toString(process.pid()), "ns/net");
        while (Files.readSymbolicLink(link).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")))) {
            Thread.onSpinWait();
        }
        var inode = NetworkNamespace.at(link).call(NetworkNamespaces::current);
        // When
        var found = namespaces.find(inode).orElseThrow();
        // Then
        assertThat(found.path()).isEqualTo(link);
        process.getOutputStream().close();
        process.waitFor();
        assertThat(namespaces.find(inode)).isEmpty();
    }

    @Test
    void eachIsListedOnceAndTheOwnIsAmongThem() {
        var inodes =
                namespaces.all().stream().map(NetworkNamespaces.Seen::inode).toList();
        assertThat(inodes).doesNotHaveDuplicates().contains(NetworkNamespaces.current());
    }

    @Test
    void aNameWithoutANamespaceAndAProcessWithoutALinkArePassedOver(@TempDir Path folder) throws IOException {
        // Given
        var names = Files.createDirectories(folder.resolve("netns"));
        var processes = Files.createDirectories(folder.resolve("proc"));
        Files.createFile(names.resolve("stale"));
        Files.createDirectories(processes.resolve("4711"));
        Files.createDirectories(processes.resolve("self"));
        // When, Then
        assertThat(new NetworkNamespaces(processes, names).all()).isEqualTo(List.of());
        assertThat(new NetworkNamespaces(processes, folder.resolve("absent")).find(1))
                .isEmpty();
    }
}
