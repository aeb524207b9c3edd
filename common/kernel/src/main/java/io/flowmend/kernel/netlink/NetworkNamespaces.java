/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The network namespaces of this machine: those that a process lives in, and those with a name.
 *
 * <p>Nothing is remembered. A process that ends or is not ours to look at (CAP_SYS_PTRACE) is passed over. One that only a
 * thread of a process is in, and that has no name, is not found.
 *
 * @param processes {@code /proc}
 * @param names {@code /run/netns}
 */
public record NetworkNamespaces(Path processes, Path names) {

    private static final Pattern LINK = Pattern.compile("net:\\[(\\d+)]");

    public static NetworkNamespaces ofThisMachine() {
        return new NetworkNamespaces(Path.of("/proc"), Path.of("/run/netns"));
    }

    /**
     * One namespace.
     *
     * @param inode what tells it from others while it lives
     * @param path opens it
     */
    public record Seen(long inode, Path path) {
        public NetworkNamespace entry() {
            return NetworkNamespace.at(path);
        }
    }

    /** Inode of the namespace that the calling thread is in. */
    public static long current() {
        var link = Path.of("/proc/thread-self/ns/net");
        return inode(link).orElseThrow(() -> new IllegalStateException(link + " cannot be read"));
    }

    /** All that can be seen now, each once; by its name where it has one. */
    public List<Seen> all() {
        var found = new HashMap<Long, Path>();
        named(found);
        eachIn(processes, "[0-9]*", process -> {
            var path = process.resolve("ns/net");
            inode(path).ifPresent(inode -> found.putIfAbsent(inode, path));
        });
        var all = new ArrayList<Seen>(found.size());
        found.forEach((inode, path) -> all.add(new Seen(inode, path)));
        return all;
    }

    /** The one with this inode; empty if none is seen. */
    public Optional<Seen> find(long inode) {
        return all().stream().filter(seen -> seen.inode() == inode).findFirst();
    }

    private void named(Map<Long, Path> found) {
        var device = attribute(processes.resolve("self/ns/net"), "unix:dev");
        eachIn(names, "*", path -> {
            // A name whose mount is gone is an empty file of another file system, with an inode that means nothing.
            if (device.isPresent() && attribute(path, "unix:dev").equals(device)) {
                attribute(path, "unix:ino").ifPresent(inode -> found.putIfAbsent(inode, path));
            }
        });
    }

    private interface Each {
        void take(Path path);
    }

    private static void eachIn(Path folder, String pattern, Each each) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, pattern)) {
            paths.forEach(each::take);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Long> inode(Path link) {
        try {
            var matcher = LINK.matcher(Files.readSymbolicLink(link).toString());
            return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
        } catch (IOException endedOrForbidden) {
            return Optional.empty();
        }
    }

    private static Optional<Long> attribute(Path path, String name) {
        try {
            return Files.getAttribute(path, name) instanceof Number number
                    ? Optional.of(number.longValue())
                    : Optional.empty();
        } catch (IOException endedOrForbidden) {
            return Optional.empty();
        }
    }
}
