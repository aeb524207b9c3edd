/* Licensed under Apache-2.0. */
package io.flowmend.kernel.address;

import io.flowmend.kernel.netlink.Errno;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetlinkSocket;
import io.flowmend.kernel.netlink.Query;
import io.flowmend.kernel.netlink.Question;
import io.flowmend.kernel.netlink.ReceiveRing;
import io.flowmend.kernel.netlink.Request;
import java.util.HashSet;
import java.util.Set;

/**
 * Addresses of a network namespace, kept true by the kernel's events.
 *
 * <p>An event only says that something changed; the list is then read anew, so that neither an overrun nor an address
 * that two interfaces hold can make it wrong.
 */
public final class LocalAddresses implements AutoCloseable {

    private static final int RTNLGRP_IPV4_IFADDR = 5;
    private static final int RTNLGRP_IPV6_IFADDR = 9;
    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int SLOTS = 16;
    private static final int OCTETS = 8 * 1024;
    private static final int MOST_TRIES = 5;

    private final NetlinkSocket events;
    private final NetlinkSocket questions;
    private final Query query;
    private final ReceiveRing ring = new ReceiveRing(SLOTS, OCTETS);
    private Set<Ip> addresses = Set.of();

    private LocalAddresses(NetlinkSocket events, NetlinkSocket questions) {
        this.events = events;
        this.questions = questions;
        this.query = new Query(questions);
    }

    /** Listens and reads, in the namespace of the calling thread. */
    public static LocalAddresses open() {
        var events = NetlinkSocket.open(Question.Channel.ROUTE).receiveBuffer(RECEIVE_BUFFER);
        events.join(RTNLGRP_IPV4_IFADDR).join(RTNLGRP_IPV6_IFADDR);
        var local = new LocalAddresses(events, NetlinkSocket.open(Question.Channel.ROUTE));
        local.addresses = local.dump();
        return local;
    }

    /** As the kernel has them now. */
    public Set<Ip> current() {
        if (changed()) {
            addresses = dump();
        }
        return addresses;
    }

    @Override
    public void close() {
        events.close();
        questions.close();
    }

    private boolean changed() {
        var changed = false;
        while (true) {
            try {
                if (events.receive(ring) == 0) {
                    return changed;
                }
                changed = true;
            } catch (NetlinkException overrun) {
                if (overrun.errno() != Errno.ENOBUFS) {
                    throw overrun;
                }
                changed = true;
            }
        }
    }

    private Set<Ip> dump() {
        var found = new HashSet<Ip>();
        var torn = true;
        for (var tries = 0; torn && tries < MOST_TRIES; tries++) {
            found.clear();
            // ifaddrmsg: family 0 (all), prefix length, flags, scope, interface index.
            torn = query.dump(Request.dump(Question.ADDRESS_GET).zeros(8), (datagram, message, length) -> {
                AddressDecoder.decode(datagram, message, length).ifPresent(found::add);
            });
        }
        return Set.copyOf(found);
    }
}
