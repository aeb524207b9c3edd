/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;

/** One direction of the entry that an {@link EntryView} shows; overwritten by the next message. */
final class TupleView {

    private static final long MAPPED = 0xffffL << 32;

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int protocol;
    int sourcePort;
    int destinationPort;
    int zone;

    void clear() {
        sourceHigh = 0;
        sourceLow = 0;
        destinationHigh = 0;
        destinationLow = 0;
        protocol = 0;
        sourcePort = 0;
        destinationPort = 0;
        zone = 0;
    }

    void read(ByteBuffer datagram, int attribute) {
        var to = Messages.end(datagram, attribute);
        for (var at = Messages.first(datagram, Messages.value(attribute), to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            switch (Messages.attributeType(datagram, at)) {
                case Cta.TUPLE_IP -> readIp(datagram, at);
                case Cta.TUPLE_PROTO -> readProtocol(datagram, at);
                case Cta.TUPLE_ZONE -> zone = Cta.big16(datagram, at);
                default -> {}
            }
        }
    }

    private void readIp(ByteBuffer datagram, int attribute) {
        var to = Messages.end(datagram, attribute);
        for (var at = Messages.first(datagram, Messages.value(attribute), to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            switch (Messages.attributeType(datagram, at)) {
                case Cta.IP_V4_SRC -> sourceLow = MAPPED | Cta.big32(datagram, at);
                case Cta.IP_V4_DST -> destinationLow = MAPPED | Cta.big32(datagram, at);
                case Cta.IP_V6_SRC -> {
                    sourceHigh = Cta.big64(datagram, at, 0);
                    sourceLow = Cta.big64(datagram, at, 8);
                }
                case Cta.IP_V6_DST -> {
                    destinationHigh = Cta.big64(datagram, at, 0);
                    destinationLow = Cta.big64(datagram, at, 8);
                }
                default -> {}
            }
        }
    }

    private void readProtocol(ByteBuffer datagram, int attribute) {
        var to = Messages.end(datagram, attribute);
        for (var at = Messages.first(datagram, Messages.value(attribute), to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            switch (Messages.attributeType(datagram, at)) {
                case Cta.PROTO_NUM -> protocol = Cta.octet(datagram, at);
                case Cta.PROTO_SRC_PORT -> sourcePort = Cta.big16(datagram, at);
                case Cta.PROTO_DST_PORT -> destinationPort = Cta.big16(datagram, at);
                default -> {}
            }
        }
    }

    FlowTuple tuple() {
        return new FlowTuple(
                new Ip(sourceHigh, sourceLow), new Ip(destinationHigh, destinationLow), sourcePort, destinationPort);
    }
}
