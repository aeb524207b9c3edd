/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.probe;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.LocalAddresses;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.ConntrackEvents;
import io.flowmend.kernel.conntrack.ConntrackQueries;
import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.kernel.socket.UdpListeners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What of a network namespace can be watched here.
 *
 * @param lacks what cannot, and why; empty if everything can
 */
public record NodeCapabilities(List<Lack> lacks) {

    private static final Path EVENTS = Path.of("/proc/sys/net/netfilter/nf_conntrack_events");
    private static final String SOCKETS = "sockets of pods";
    /** PROC_PID_INIT_INO of include/linux/proc_ns.h. */
    private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";

    private static final int LITTLE = 64 * 1024;

    public NodeCapabilities {
        lacks = List.copyOf(lacks);
    }

    /** Something that is not watched, in words for an operator. */
    public record Lack(String what, String why) {
        @Override
        public String toString() {
            return what + ": " + why;
        }
    }

    public boolean complete() {
        return lacks.isEmpty();
    }

    /** Tries everything once, as the producer will, and leaves nothing open. */
    public static NodeCapabilities check(NetworkNamespace namespace) {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return lack("conntrack", "this is " + System.getProperty("os.name") + ", not Linux");
        }
        if (!System.getProperty("os.arch", "").matches("amd64|x86_64|aarch64")) {
            return lack("conntrack", "the layout of system calls on " + System.getProperty("os.arch") + " is unknown");
        }
        try {
            return namespace.call(NodeCapabilities::inside);
        } catch (NetlinkException refused) {
            return lack("network namespace " + namespace, words(refused, "CAP_SYS_ADMIN is needed to enter it"));
        }
    }

    /** Why the sockets of the node's pods are not looked at; empty if they are. A node is watched without them too. */
    public static List<Lack> podSockets(NetworkNamespace node) {
        try {
            // Entering the own one changes nothing and needs what entering any needs.
            NetworkNamespace.at(Path.of("/proc/self/ns/net")).call(() -> true);
        } catch (NetlinkException refused) {
            return List.of(new Lack(SOCKETS, words(refused, "CAP_SYS_ADMIN is needed to enter their namespaces")));
        }
        if (node.path().isEmpty() && !seesAllProcesses()) {
            return List.of(
                    new Lack(SOCKETS, "the node's processes are not visible: hostPID and CAP_SYS_PTRACE are needed"));
        }
        return List.of();
    }

    private static boolean seesAllProcesses() {
        try {
            Files.readSymbolicLink(Path.of("/proc/1/ns/net"));
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .equals(FIRST_PID_NAMESPACE);
        } catch (IOException forbidden) {
            return false;
        }
    }

    private static NodeCapabilities inside() {
        var lacks = new ArrayList<Lack>();
        events().ifPresent(lacks::add);
        attempt("conntrack events", () -> ConntrackEvents.open(LITTLE)).ifPresent(lacks::add);
        attempt("conntrack table", NodeCapabilities::openAndRead).ifPresent(lacks::add);
        attempt("addresses of the node", LocalAddresses::open).ifPresent(lacks::add);
        attempt("UDP sockets of the node", UdpListeners::open).ifPresent(lacks::add);
        return new NodeCapabilities(lacks);
    }

    /** Opening needs no right, reading does. */
    private static ConntrackQueries openAndRead() {
        var queries = ConntrackQueries.open(LITTLE);
        try {
            queries.dump(new ServiceAddress(Ip.ofV4(0), 1, ServiceAddress.UDP), view -> {});
            return queries;
        } catch (NetlinkException refused) {
            queries.close();
            throw refused;
        }
    }

    private static Optional<Lack> events() {
        try {
            return "0".equals(Files.readString(EVENTS).strip())
                    ? Optional.of(new Lack("conntrack events", "sysctl net.netfilter.nf_conntrack_events is 0"))
                    : Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.of(new Lack("conntrack", "the kernel has no nf_conntrack, or it is not loaded"));
        } catch (IOException unreadable) {
            return Optional.of(new Lack("conntrack events", EVENTS + " cannot be read: " + unreadable.getMessage()));
        }
    }

    private static Optional<Lack> attempt(String what, Callable<? extends AutoCloseable> open) {
        try {
            open.call().close();
            return Optional.empty();
        } catch (NetlinkException refused) {
            return Optional.of(new Lack(what, words(refused, "CAP_NET_ADMIN is needed")));
        } catch (Exception failed) {
            return Optional.of(new Lack(what, String.valueOf(failed.getMessage())));
        }
    }

    private static String words(NetlinkException refused, String right) {
        return refused.errno() == Errno.EPERM || refused.errno() == Errno.EACCES
                ? right + " (" + refused.getMessage() + ")"
                : String.valueOf(refused.getMessage());
    }

    private static NodeCapabilities lack(String what, String why) {
        return new NodeCapabilities(List.of(new Lack(what, why)));
    }
}
