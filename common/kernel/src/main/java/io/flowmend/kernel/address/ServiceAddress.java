/* Licensed under Apache-2.0. */
package io.flowmend.kernel.address;

/** What a client of a service sends to. */
public record ServiceAddress(Ip ip, int port, int protocol) {

    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int SCTP = 132;
}
