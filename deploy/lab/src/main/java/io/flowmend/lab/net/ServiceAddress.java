/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An address that a service is reached at. */
public record ServiceAddress(Transport transport, InetAddress address, int port) {

    /** The address as literal: names are never looked up. */
    public static ServiceAddress udp(String address, int port) {
        return new ServiceAddress(Transport.UDP, InetAddress.ofLiteral(address), port);
    }

    /** The address as literal: names are never looked up. */
    public static ServiceAddress tcp(String address, int port) {
        return new ServiceAddress(Transport.TCP, InetAddress.ofLiteral(address), port);
    }

    /** Another port of the same address. */
    public ServiceAddress withPort(int other) {
        return new ServiceAddress(transport, address, other);
    }

    /** Where a socket sends to. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /** Which IP it belongs to. */
    public Family family() {
        return Family.of(address);
    }

    /** The two versions of IP. */
    public enum Family {
        IPV4,
        IPV6;

        /** The family of an address. */
        public static Family of(InetAddress address) {
            return address instanceof Inet6Address ? IPV6 : IPV4;
        }
    }
}
