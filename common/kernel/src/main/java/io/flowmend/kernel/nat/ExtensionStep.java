/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Steps that iptables-nft takes from its own extensions (NFTA_MATCH_*, NFTA_TARGET_*: name 1, revision 2, data 3). Addresses,
 * interfaces and jumps it writes as nftables does.
 */
final class ExtensionStep {

    private static final int NAME = 1;
    private static final int REVISION = 2;
    private static final int DATA = 3;

    static Effect match(Expression step, Packet packet) {
        return switch (step.data().text(NAME).orElse("")) {
            case "comment" -> Effect.PASS;
            case "udp" -> ports(step, packet, ServiceAddress.UDP, 8);
            case "tcp" -> ports(step, packet, ServiceAddress.TCP, 11);
            case "conntrack" -> state(step);
            case "addrtype" -> kind(step, packet);
            default -> Effect.MAYBE;
        };
    }

    /**
     * struct xt_conntrack_mtinfo2 and 3 of xt_conntrack.h: behind addresses, times and ports, in host order, what is asked for
     * (1 the state), what of it is inverted, and the wanted states (8 is new).
     */
    private static Effect state(Expression step) {
        if (step.optional(REVISION).orElse(0) < 2) {
            return Effect.MAYBE;
        }
        var data = data(step, 152);
        if (data.getShort(146) != 1) {
            return Effect.MAYBE;
        }
        return hits((data.getShort(150) & 8) != 0, (data.getShort(148) & 1) != 0);
    }

    /** struct xt_addrtype_info_v1 of xt_addrtype.h: kinds of source, kinds of destination (4 is local), flags (2 inverts). */
    private static Effect kind(Expression step, Packet packet) {
        var data = data(step, 8);
        var onlyLocal = step.optional(REVISION).orElse(0) == 1 && data.getShort(0) == 0 && data.getShort(2) == 4;
        return onlyLocal && (data.getInt(4) & ~2) == 0 ? hits(packet.local(), (data.getInt(4) & 2) != 0) : Effect.MAYBE;
    }

    private static Effect hits(boolean hit, boolean inverted) {
        return hit != inverted ? Effect.PASS : Effect.MISS;
    }

    static Effect target(Expression step, Packet packet) {
        var name = step.data().text(NAME).orElse("");
        return switch (name) {
            case "DNAT" -> translation(step, packet);
            case "REJECT" -> new Effect.Refuses();
            case "MARK", "CONNMARK", "LOG", "NFLOG", "SET" -> Effect.PASS;
            default -> throw new NotUnderstoodException("a rule of iptables has the target " + name);
        };
    }

    /**
     * struct xt_tcp and xt_udp of linux/netfilter/xt_tcpudp.h: source ports from and to, destination ports from and to, in host
     * order; then flags of TCP; then what is inverted (1 source, 2 destination).
     */
    private static Effect ports(Expression step, Packet packet, int protocol, int inversion) {
        var data = data(step, inversion + 1);
        if (packet.towards().protocol() != protocol) {
            return Effect.MISS;
        }
        var least = Short.toUnsignedInt(data.getShort(4));
        var most = Short.toUnsignedInt(data.getShort(6));
        var inside = packet.towards().port() >= least && packet.towards().port() <= most;
        if (inside == ((data.get(inversion) & 2) != 0)) {
            return Effect.MISS;
        }
        var anySource = data.getShort(0) == 0 && data.getShort(2) == -1;
        var anyFlags = protocol == ServiceAddress.UDP || (data.get(8) | data.get(9)) == 0;
        return anySource && anyFlags ? Effect.PASS : Effect.MAYBE;
    }

    /**
     * struct nf_nat_range and nf_nat_range2 of linux/netfilter/nf_nat.h: flags in host order, least and most address of 16 octets
     * each, least and most port in network order. Revision 0 is the older nf_nat_ipv4_multi_range_compat.
     */
    private static Effect translation(Expression step, Packet packet) {
        if (step.optional(REVISION).orElse(0) == 0) {
            throw new NotUnderstoodException("a rule of iptables has the first revision of DNAT");
        }
        var data = data(step, 40);
        var flags = data.getInt(0);
        var length = packet.isV4() ? 4 : 16;
        var ranges = !Arrays.equals(slice(data, 4, length), slice(data, 20, length))
                || data.getShort(36) != data.getShort(38);
        if (ranges || (flags & 1 << 6) != 0) { // NF_NAT_RANGE_NETMAP
            throw new NotUnderstoodException("a rule of iptables translates to a range");
        }
        var hasAddress = (flags & 1) != 0; // NF_NAT_RANGE_MAP_IPS
        var hasPort = (flags & 1 << 1) != 0; // NF_NAT_RANGE_PROTO_SPECIFIED
        var ip = hasAddress ? Ip.of(slice(data, 4, length)) : packet.towards().ip();
        var port = hasPort
                ? Short.toUnsignedInt(
                        data.duplicate().order(ByteOrder.BIG_ENDIAN).getShort(36))
                : packet.towards().port();
        return new Effect.Translates(new NatVerdict.Target(ip, port));
    }

    private static ByteBuffer data(Expression step, int least) {
        var octets = step.data().octets(DATA).orElse(new byte[0]);
        if (octets.length < least) {
            throw new NotUnderstoodException("an extension of iptables holds too little");
        }
        return ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
    }

    private static byte[] slice(ByteBuffer data, int from, int length) {
        var octets = new byte[length];
        data.get(from, octets);
        return octets;
    }

    private ExtensionStep() {}
}
