/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the executor reads of one node and does to it, each time anew from the kernel. A read that the kernel refuses throws
 * {@link io.flowmend.kernel.netlink.NetlinkException}; nothing is ever answered from memory.
 */
public interface Hands extends AutoCloseable {

    /** The entry that has this original tuple in this zone now; its reply tuple and id may be others. */
    Optional<Entry> entry(EntryKey key);

    /** What the NAT rules of the node's namespace do with new flows to the address. */
    NatAnswer nat(ServiceAddress address);

    /** Whether the address is the node's own. */
    boolean isLocal(Ip address);

    /** Interface through which the node would send to the address; empty if nowhere or to itself. */
    Optional<String> outgoing(Ip address);

    /** Life in seconds that the kernel gives an entry of this protocol that was never answered. */
    Duration unrepliedTimeout(int protocol);

    /** The socket that has this cookie in this network namespace now. */
    Optional<Socket> socket(long netns, long cookie);

    /** Waits until the node's NAT rules may have changed, at most so long. */
    void awaitRules(Duration atMost);

    /** Netlink ports from which it acts: DESTROY events that name one are its own. */
    default List<Long> ports() {
        return List.of();
    }

    /**
     * Deletes the entry with exactly these tuples, zone and id. The kernel gives an id again to the next entry of the same flow
     * (field guide, section 5A.6), so a translated successor is told apart by its reply tuple only.
     *
     * @return false if there is no such entry any more
     */
    boolean delete(Entry entry);

    /**
     * Destroys the socket with exactly this cookie; its owner gets ECONNABORTED.
     *
     * @return false if there is no such socket any more
     */
    boolean destroy(Socket socket);

    @Override
    default void close() {}
}
