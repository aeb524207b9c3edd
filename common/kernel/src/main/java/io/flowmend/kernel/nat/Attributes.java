/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Netlink attributes, copied out of a datagram. Numbers of nftables are in network order. */
record Attributes(ByteBuffer bytes) {

    /** struct nfgenmsg, behind the netlink header. */
    private static final int NFGENMSG = 4;

    private static final int NFTA_LIST_ELEM = 1;

    static Attributes none() {
        return new Attributes(ByteBuffer.allocate(0));
    }

    static Attributes of(ByteBuffer datagram, int message, int length) {
        return copy(datagram, message + Messages.HEADER + NFGENMSG, message + length);
    }

    private static Attributes copy(ByteBuffer from, int begin, int end) {
        var octets = new byte[Math.max(0, end - begin)];
        from.get(begin, octets);
        return new Attributes(ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()));
    }

    Optional<byte[]> octets(int type) {
        var at = find(type);
        if (at < 0) {
            return Optional.empty();
        }
        var octets = new byte[Messages.end(bytes, at) - Messages.value(at)];
        bytes.get(Messages.value(at), octets);
        return Optional.of(octets);
    }

    /** 32 bits in network order. */
    Optional<Integer> number(int type) {
        return octets(type)
                .filter(octets -> octets.length == Integer.BYTES)
                .map(octets -> ByteBuffer.wrap(octets).getInt());
    }

    Optional<String> text(int type) {
        return octets(type).map(octets -> {
            var ends = octets.length > 0 && octets[octets.length - 1] == 0;
            return new String(octets, 0, octets.length - (ends ? 1 : 0), StandardCharsets.UTF_8);
        });
    }

    Optional<Attributes> nested(int type) {
        var at = find(type);
        return at < 0 ? Optional.empty() : Optional.of(copy(bytes, Messages.value(at), Messages.end(bytes, at)));
    }

    /** The members of a list. */
    List<Attributes> list(int type) {
        var members = new ArrayList<Attributes>();
        nested(type).ifPresent(list -> {
            var to = list.bytes.limit();
            for (var at = Messages.first(list.bytes, 0, to); at < to; at = Messages.next(list.bytes, at, to)) {
                if (Messages.attributeType(list.bytes, at) == NFTA_LIST_ELEM) {
                    members.add(copy(list.bytes, Messages.value(at), Messages.end(list.bytes, at)));
                }
            }
        });
        return members;
    }

    private int find(int type) {
        var to = bytes.limit();
        for (var at = Messages.first(bytes, 0, to); at < to; at = Messages.next(bytes, at, to)) {
            if (Messages.attributeType(bytes, at) == type) {
                return at;
            }
        }
        return -1;
    }
}
