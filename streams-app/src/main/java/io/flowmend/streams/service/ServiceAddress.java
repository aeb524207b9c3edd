/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

import java.net.InetAddress;

/**
 * An address that clients send to.
 *
 * @param ip normalised: the same address is always the same text
 * @param protocol IP protocol number: 6 TCP, 17 UDP, 132 SCTP
 */
public record ServiceAddress(String ip, int port, int protocol) {

    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int SCTP = 132;

    public ServiceAddress {
        ip = normal(ip);
    }

    /** @throws IllegalArgumentException if Kubernetes has a protocol that we do not know */
    public static int protocol(String name) {
        return switch (name) {
            case "TCP" -> TCP;
            case "UDP" -> UDP;
            case "SCTP" -> SCTP;
            default -> throw new IllegalArgumentException("protocol is '" + name + "'; allowed: TCP, UDP, SCTP");
        };
    }

    /** Key of the by-address stage (design, section 5). */
    public String key(String cluster) {
        return cluster + "/" + ip + "/" + port + "/" + protocol;
    }

    /** What {@link #key} wrote. */
    public static ServiceAddress ofKey(String key) {
        var parts = key.split("/", -1);
        return new ServiceAddress(parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
    }

    public boolean isIpv6() {
        return ip.contains(":");
    }

    /** {@code ip:port/protocol}, for people. */
    public String text() {
        var name = switch (protocol) {
            case TCP -> "tcp";
            case UDP -> "udp";
            case SCTP -> "sctp";
            default -> Integer.toString(protocol);
        };
        return endpoint(ip, port) + "/" + name;
    }

    /** {@code ip:port}, an IPv6 address in brackets. */
    public static String endpoint(String ip, int port) {
        return ip.contains(":") ? "[" + ip + "]:" + port : ip + ":" + port;
    }

    /** @throws IllegalArgumentException if it is no address */
    public static String normal(String ip) {
        try {
            return InetAddress.ofLiteral(ip).getHostAddress();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("ip is '" + ip + "'; allowed: an IPv4 or IPv6 address", wrong);
        }
    }
}
