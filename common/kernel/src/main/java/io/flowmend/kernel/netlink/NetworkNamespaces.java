/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static final String EFFECTIVE = "CapEff:";
    /** Bit of linux/capability.h. */
    private static final long CAP_SYS_PTRACE = 1L << 19;

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

    /**
     * The one with this inode.
     *
     * @return empty if there is none
     * @throws NetlinkException if none is seen, but the right to look at every process (CAP_SYS_PTRACE) is missing
     */
    public Optional<Seen> find(long inode) {
        var found = all().stream().filter(seen -> seen.inode() == inode).findFirst();
        if (found.isEmpty() && anyHidden() && !maySeeAll()) {
            throw new NetlinkException(
                    "finding network namespace " + inode
                            + " among processes that may not be looked at without CAP_SYS_PTRACE",
                    Errno.EACCES);
        }
        return found;
    }

    private boolean anyHidden() {
        var hidden = new AtomicBoolean();
        eachIn(processes, "[0-9]*", process -> {
            try {
                Files.readSymbolicLink(process.resolve("ns/net"));
            } catch (AccessDeniedException forbidden) {
                hidden.set(true);
            } catch (IOException ended) {
                // Whoever ended has no sockets.
            }
        });
        return hidden.get();
    }

    private boolean maySeeAll() {
        try (var lines = Files.lines(processes.resolve("self/status"))) {
            return lines.filter(line -> line.startsWith(EFFECTIVE))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(EFFECTIVE.length()).strip(), 16))
                    .anyMatch(rights -> (rights & CAP_SYS_PTRACE) != 0);
        } catch (IOException unreadable) {
            return false;
        }
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
