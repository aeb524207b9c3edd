/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.support;

import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.kernel.support.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client and a node, each a network namespace, with a link between them. Conntrack is on at the node; service addresses
 * (203.0.113.0/24, 2001:db8:113::/64) are routed to it and from it into nothing, so that an untranslated packet makes an
 * entry and is dropped late. Removed when closed.
 */
public final class Lab implements AutoCloseable {

    public static final String CLIENT_V4 = "10.77.0.2";
    public static final String NODE_V4 = "10.77.0.1";
    public static final String CLIENT_V6 = "fd77::2";
    public static final String NODE_V6 = "fd77::1";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String client;
    private final String node;

    private Lab(String tag) {
        this.client = "fmnode-" + tag + "-c";
        this.node = "fmnode-" + tag + "-n";
    }

    public static Lab open() {
        var lab = new Lab(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        try {
            lab.build();
            return lab;
        } catch (RuntimeException broken) {
            lab.close();
            throw broken;
        }
    }

    public Path nodePath() {
        return Path.of("/run/netns", node);
    }

    public Path clientPath() {
        return Path.of("/run/netns", client);
    }

    public NetworkNamespace nodeNamespace() {
        return NetworkNamespace.at(nodePath());
    }

    /** Runs a command in the node's namespace. */
    public String onNode(String command) {
        return Shell.run("ip", "netns", "exec", node, "sh", "-ec", command);
    }

    public String onClient(String command) {
        return Shell.run("ip", "netns", "exec", client, "sh", "-ec", command);
    }

    /** A UDP socket of the client; use it from any thread. */
    public DatagramSocket clientSocket(String address, int port) {
        return NetworkNamespace.at(Path.of("/run/netns", client)).call(() -> bound(address, port));
    }

    public DatagramSocket nodeSocket(String address, int port) {
        return nodeNamespace().call(() -> bound(address, port));
    }

    public static void send(DatagramSocket from, String address, int port) {
        try {
            var to = new InetSocketAddress(InetAddress.ofLiteral(address), port);
            from.send(new DatagramPacket(new byte[] {1}, 1, to));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void close() {
        for (var name : new String[] {client, node}) {
            try {
                Shell.run("ip", "netns", "del", name);
            } catch (IllegalStateException absent) {
                // never made
            }
        }
    }

    private static DatagramSocket bound(String address, int port) throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    private void build() {
        Shell.run("ip", "netns", "add", client);
        Shell.run("ip", "netns", "add", node);
        Shell.run("ip", "-n", client, "link", "add", "up0", "type", "veth", "peer", "name", "down0", "netns", node);
        onClient("ip link set lo up; ip addr add 10.77.0.2/24 dev up0; ip addr add fd77::2/64 dev up0 nodad;"
                + " ip link set up0 up; ip route add default via 10.77.0.1; ip -6 route add default via fd77::1");
        onNode("ip link set lo up; ip addr add 10.77.0.1/24 dev down0; ip addr add fd77::1/64 dev down0 nodad;"
                + " ip link set down0 up; ip link add sink0 type veth peer name sink1;"
                + " ip addr add 10.78.0.1/24 dev sink0; ip addr add fd78::1/64 dev sink0 nodad;"
                + " ip link set sink0 up; ip link set sink1 up;"
                + " ip neigh add 10.78.0.2 lladdr 02:00:00:00:00:02 dev sink0 nud permanent;"
                + " ip neigh add fd78::2 lladdr 02:00:00:00:00:02 dev sink0 nud permanent;"
                + " ip route add 203.0.113.0/24 via 10.78.0.2; ip -6 route add 2001:db8:113::/64 via fd78::2;"
                + " sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
        nft("table inet watch { chain pre { type filter hook prerouting priority 0; ct state invalid drop; } }");
    }

    /** Loads a ruleset at the node. */
    public void nft(String rules) {
        var lines = rules.replace("{ ", "{\n").replace(" }", "\n}\n");
        onNode("printf '%s' '" + lines + "' | nft -f -");
    }
}
