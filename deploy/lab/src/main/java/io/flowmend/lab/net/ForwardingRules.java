/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.net.ServiceAddress.Family;
import java.net.InetSocketAddress;
import java.util.OptionalInt;

/**
 * The node's own nftables rules, in place of a service proxy: one map element per service address, so that a service comes
 * and goes in one step and touches no other.
 */
record ForwardingRules(NetworkNamespace node) {

    /**
     * The chain that drops what conntrack calls invalid asks for the state of every packet, and so keeps conntrack on whatever
     * becomes of the translation: on a node that tracks nothing the entry of the incident would never be made.
     */
    private static final String TABLE = """
            table inet lab {
              map services4 { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
              map services6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }
              chain translate {
                type nat hook prerouting priority dstnat;
                dnat ip to ip daddr . meta l4proto . th dport map @services4
                dnat ip6 to ip6 daddr . meta l4proto . th dport map @services6
              }
              chain forward { type filter hook forward priority filter; ct state invalid drop; }
            }
            """;

    void install(OptionalInt zone) {
        nft(TABLE);
        zone.ifPresent(number -> nft(trackingIn(number)));
    }

    void add(ServiceAddress service, InetSocketAddress backend) {
        nft("add element inet lab %s { %s : %s . %d }"
                .formatted(map(service), key(service), backend.getAddress().getHostAddress(), backend.getPort()));
    }

    /** Leads elsewhere from one packet to the next. */
    void move(ServiceAddress service, InetSocketAddress backend) {
        nft("""
                delete element inet lab %1$s { %2$s }
                add element inet lab %1$s { %2$s : %3$s . %4$d }
                """.formatted(map(service), key(service), backend.getAddress().getHostAddress(), backend.getPort()));
    }

    void remove(ServiceAddress service) {
        nft("delete element inet lab %s { %s }".formatted(map(service), key(service)));
    }

    /** Both directions, and what the node itself sends, or its answers would be strangers to the entries they answer. */
    private static String trackingIn(int zone) {
        return """
                add chain inet lab zone-arriving { type filter hook prerouting priority raw; }
                add rule inet lab zone-arriving iifname != "lo" ct zone set %1$d
                add chain inet lab zone-leaving { type filter hook output priority raw; }
                add rule inet lab zone-leaving oifname != "lo" ct zone set %1$d
                """.formatted(zone);
    }

    private static String map(ServiceAddress service) {
        return service.family() == Family.IPV6 ? "services6" : "services4";
    }

    private static String key(ServiceAddress service) {
        return "%s . %s . %d"
                .formatted(
                        service.address().getHostAddress(), service.transport().lowercase(), service.port());
    }

    private void nft(String rules) {
        node.command("nft", "-f", "-").reading(rules).run();
    }
}
