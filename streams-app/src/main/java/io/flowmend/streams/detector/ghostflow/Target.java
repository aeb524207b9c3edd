/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.service.ServiceAddress;
import java.util.Optional;

/** What holds a flow to its address on the node. */
public sealed interface Target {

    /** IP protocol number. */
    int protocol();

    /** From the client to where it sends. */
    Tuple original();

    /** From the address that the packets reach. */
    Tuple reply();

    /** Names it among those of one node and one address. */
    String text();

    /** A conntrack entry. The kernel's id is no part of its name: the next entry of the flow takes its place. */
    record Entry(int protocol, int zone, long conntrackId, Tuple original, Tuple reply) implements Target {

        @Override
        public String text() {
            return named(protocol, original) + zone;
        }
    }

    /** What the name of every entry of a flow begins with; its zone follows. */
    static String named(int protocol, Tuple original) {
        return "entry " + protocol + " " + words(original) + " in zone ";
    }

    /**
     * A socket.
     *
     * @param netns inode of its network namespace
     * @param cookie names it until the node boots anew
     * @param heard of UDP: datagrams that the sockets of its namespace had taken when it was last seen
     */
    record Socket(int protocol, long netns, long cookie, Tuple original, Tuple reply, Optional<Long> heard)
            implements Target {

        @Override
        public String text() {
            return "socket " + netns + "/" + cookie;
        }
    }

    /** Packets reach another address or port than they are sent to. */
    default boolean isTranslated() {
        return !original().destination().equals(reply().source())
                || original().destinationPort() != reply().sourcePort();
    }

    /** The address through which the flow was made; empty if it was made towards the pod's own. */
    default Optional<ServiceAddress> via() {
        return isTranslated()
                ? Optional.of(
                        new ServiceAddress(original().destination(), original().destinationPort(), protocol()))
                : Optional.empty();
    }

    /** {@code client -> address/protocol}, for people. */
    default String words() {
        return ServiceAddress.endpoint(original().source(), original().sourcePort()) + " -> "
                + new ServiceAddress(original().destination(), original().destinationPort(), protocol()).text();
    }

    /** {@code client -> address}, for people. */
    static String words(Tuple tuple) {
        return ServiceAddress.endpoint(tuple.source(), tuple.sourcePort()) + " -> "
                + ServiceAddress.endpoint(tuple.destination(), tuple.destinationPort());
    }
}
