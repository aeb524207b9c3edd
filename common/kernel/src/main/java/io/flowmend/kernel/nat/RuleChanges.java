/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.ReceiveRing;
import java.time.Duration;

/** Hears that rules of nftables changed; what became of them is read anew. One thread at a time may use it. */
public final class RuleChanges implements AutoCloseable {

    /** NFNLGRP_NFTABLES of nfnetlink.h. */
    private static final int GROUP = 7;

    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int SLOTS = 16;
    private static final int OCTETS = 8 * 1024;

    private final NetlinkSocket socket;
    private final ReceiveRing ring = new ReceiveRing(SLOTS, OCTETS);

    private RuleChanges(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Listens from now on, in the network namespace of the calling thread. */
    public static RuleChanges open() {
        var socket = NetlinkSocket.open(Question.Channel.NETFILTER).receiveBuffer(RECEIVE_BUFFER);
        try {
            return new RuleChanges(socket.join(GROUP));
        } catch (NetlinkException refused) {
            socket.close();
            throw refused;
        }
    }

    /** @return true if a change was heard within that time; all that is waiting is taken as one */
    public boolean await(Duration atMost) {
        if (!socket.await(atMost)) {
            return false;
        }
        while (more()) {
            // One change of kube-proxy is hundreds of messages.
        }
        return true;
    }

    @Override
    public void close() {
        socket.close();
    }

    private boolean more() {
        try {
            return socket.receive(ring) > 0;
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ENOBUFS) {
                return true; // Messages were lost, the change was not.
            }
            throw refused;
        }
    }
}
