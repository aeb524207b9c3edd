/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.netlink.NamespaceIds;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.kernel.netlink.NetworkNamespaces;
import io.flowmend.kernel.netlink.NetworkNamespaces.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The network namespace of a node and those of its pods.
 *
 * <p>Where the node is this machine, every namespace of the machine is a pod's. Where one machine stands for several
 * nodes, a pod's is one that shares a link with the node's and is no other node's.
 */
public final class NodeNamespaces {

    private final NetworkNamespace node;
    private final long inode;
    private final Set<Long> others;
    private final boolean mayEnter;

    /**
     * @param others inodes of the namespaces of other nodes on this machine
     * @param mayEnter without it, only the sockets of the node's own namespace are looked at
     */
    public NodeNamespaces(NetworkNamespace node, Set<Long> others, boolean mayEnter) {
        this.node = node;
        this.inode = inode(node);
        this.others = Set.copyOf(others);
        this.mayEnter = mayEnter;
    }

    /** Inode of a namespace. */
    public static long inode(NetworkNamespace namespace) {
        return namespace.call(NetworkNamespaces::current);
    }

    List<Seen> all() {
        var machine = NetworkNamespaces.ofThisMachine().all();
        var own = machine.stream().filter(seen -> seen.inode() == inode).toList();
        if (!mayEnter) {
            return own;
        }
        var pods = machine.stream()
                .filter(seen -> seen.inode() != inode && !others.contains(seen.inode()))
                .toList();
        var all = new ArrayList<>(own);
        all.addAll(node.path().isEmpty() ? pods : linked(pods));
        return all;
    }

    NetworkNamespace entry(Seen seen) {
        return seen.inode() == inode ? node : seen.entry();
    }

    private List<Seen> linked(List<Seen> pods) {
        return node.call(() -> {
            try (var ids = NamespaceIds.open()) {
                return pods.stream().filter(seen -> ids.knows(seen.path())).toList();
            }
        });
    }
}
