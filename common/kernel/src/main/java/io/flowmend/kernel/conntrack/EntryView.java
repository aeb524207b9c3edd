/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;
import java.util.function.LongPredicate;

/**
 * One conntrack message, laid out into plain fields without an object. Used again for every message, by one thread;
 * {@link #entry()} is the copy that may be kept.
 */
public final class EntryView {

    /** What a message says of its entry. */
    public enum Kind {
        CREATED,
        UPDATED,
        DESTROYED
    }

    private static final int NFGENMSG = 4;
    private static final int SUBSYSTEM = 1;
    private static final int CT_NEW = SUBSYSTEM << 8;
    private static final int CT_DELETE = SUBSYSTEM << 8 | 2;
    private static final int CREATE_EXCLUSIVE = 0x600;
    private static final int NONE = -1;

    private final TupleView original = new TupleView();
    private final TupleView reply = new TupleView();
    private Kind kind = Kind.UPDATED;
    private long author;
    private int zone;
    private long id;
    private int status;
    private int timeout = NONE;
    private int tcpState = NONE;

    /** @return false if the message is not about an entry */
    public boolean read(ByteBuffer datagram, int message, int length) {
        var type = Messages.type(datagram, message);
        if ((type != CT_NEW && type != CT_DELETE) || length < Messages.HEADER + NFGENMSG) {
            return false;
        }
        clear();
        var created = (Messages.flags(datagram, message) & CREATE_EXCLUSIVE) == CREATE_EXCLUSIVE;
        kind = type == CT_DELETE ? Kind.DESTROYED : created ? Kind.CREATED : Kind.UPDATED;
        author = Messages.portId(datagram, message);
        var to = message + length;
        for (var at = Messages.first(datagram, message + Messages.HEADER + NFGENMSG, to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            attribute(datagram, at);
        }
        return original.protocol != 0;
    }

    private void attribute(ByteBuffer datagram, int at) {
        switch (Messages.attributeType(datagram, at)) {
            case Cta.TUPLE_ORIG -> original.read(datagram, at);
            case Cta.TUPLE_REPLY -> reply.read(datagram, at);
            case Cta.STATUS -> status = (int) Cta.big32(datagram, at);
            case Cta.TIMEOUT -> timeout = (int) Cta.big32(datagram, at);
            case Cta.ID -> id = Cta.big32(datagram, at);
            case Cta.ZONE -> zone = Cta.big16(datagram, at);
            case Cta.PROTOINFO -> protocolState(datagram, at);
            default -> {}
        }
    }

    private void protocolState(ByteBuffer datagram, int attribute) {
        var to = Messages.end(datagram, attribute);
        for (var at = Messages.first(datagram, Messages.value(attribute), to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            if (Messages.attributeType(datagram, at) == Cta.PROTOINFO_TCP) {
                var inner = Messages.first(datagram, Messages.value(at), Messages.end(datagram, at));
                if (inner < Messages.end(datagram, at)
                        && Messages.attributeType(datagram, inner) == Cta.PROTOINFO_TCP_STATE) {
                    tcpState = Cta.octet(datagram, inner);
                }
            }
        }
    }

    private void clear() {
        original.clear();
        reply.clear();
        zone = 0;
        id = 0;
        status = 0;
        timeout = NONE;
        tcpState = NONE;
    }

    public Kind kind() {
        return kind;
    }

    /** Netlink port of who asked for it; 0 is the kernel itself. */
    public long author() {
        return author;
    }

    public boolean towards(AddressFilter addresses) {
        return addresses.contains(
                original.destinationHigh, original.destinationLow, original.destinationPort, original.protocol);
    }

    /** Whether what it sends reaches one of these addresses, after all translation. */
    public boolean reaches(IpFilter addresses) {
        return addresses.contains(reply.sourceHigh, reply.sourceLow);
    }

    /** As {@link EntryKey#unNated()}, on the raw fields. */
    public boolean unNated() {
        return reply.sourceLow == original.destinationLow
                && reply.sourceHigh == original.destinationHigh
                && reply.sourcePort == original.destinationPort;
    }

    /** Asks with {@link Originals#hash} of the original tuple. */
    public boolean originalIn(LongPredicate hashes) {
        return hashes.test(Originals.hash(
                original.sourceHigh,
                original.sourceLow,
                original.destinationHigh,
                original.destinationLow,
                original.sourcePort << 16 | original.destinationPort,
                original.protocol));
    }

    public Entry entry() {
        // A zone that holds for one direction only stands in the tuple of that direction.
        var inZone = zone != 0 ? zone : original.zone;
        var key = new EntryKey(inZone, original.protocol, original.tuple(), reply.tuple());
        return new Entry(key, id, status, timeout == NONE ? null : timeout, tcpState == NONE ? null : tcpState);
    }
}
