/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.kernel.netlink.NetworkNamespace;
import java.nio.file.Path;
import java.util.List;

/**
 * A network namespace that is a node: conntrack is on, and 203.0.113.0/24 leads into a link where nobody answers, so that
 * each new datagram makes an entry and nothing else. Entries live a second. Removed when closed.
 */
final class LoadedNode implements AutoCloseable {

    static final String ADDRESS = "10.78.0.1";

    private final String name = "flowmend-bench-" + ProcessHandle.current().pid();

    /** @throws StartupFailure if this machine does not let us */
    static LoadedNode open() {
        var node = new LoadedNode();
        Tool.run(List.of("ip", "netns", "add", node.name));
        try {
            node.build();
            return node;
        } catch (StartupFailure incomplete) {
            node.close();
            throw incomplete;
        }
    }

    Path path() {
        return Path.of("/run/netns", name);
    }

    NetworkNamespace namespace() {
        return NetworkNamespace.at(path());
    }

    /** Entries in its conntrack table. */
    long entries() {
        return Long.parseLong(
                run("cat /proc/sys/net/netfilter/nf_conntrack_count").strip());
    }

    @Override
    public void close() {
        Tool.run(List.of("ip", "netns", "del", name));
    }

    private void build() {
        run("ip link set lo up; ip link add sink0 type veth peer name sink1;"
                + " ip addr add " + ADDRESS + "/24 dev sink0; ip link set sink0 up; ip link set sink1 up;"
                + " ip neigh add 10.78.0.2 lladdr 02:00:00:00:00:02 dev sink0 nud permanent;"
                + " ip route add 203.0.113.0/24 via 10.78.0.2");
        // A rule that asks for the state is what turns conntrack on in a namespace.
        run("nft add table inet watch; nft 'add chain inet watch out { type filter hook output priority 0; }';"
                + " nft add rule inet watch out ct state invalid drop");
        run("sysctl -qw net.netfilter.nf_conntrack_udp_timeout=1");
    }

    private String run(String commands) {
        return Tool.run(List.of("ip", "netns", "exec", name, "sh", "-ec", commands));
    }
}
