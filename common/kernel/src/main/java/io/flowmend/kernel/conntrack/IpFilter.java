/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import java.util.Collection;

/** A fixed set of addresses, whatever the port, that is asked with raw fields and allocates nothing. */
public final class IpFilter {

    private static final int ANY = 1;

    private final AddressFilter addresses;
    private final boolean empty;

    private IpFilter(AddressFilter addresses, boolean empty) {
        this.addresses = addresses;
        this.empty = empty;
    }

    public static IpFilter of(Collection<Ip> ips) {
        var addresses = ips.stream().map(ip -> new ServiceAddress(ip, ANY, ANY)).toList();
        return new IpFilter(AddressFilter.of(addresses), addresses.isEmpty());
    }

    public boolean contains(long addressHigh, long addressLow) {
        return !empty && addresses.contains(addressHigh, addressLow, ANY, ANY);
    }
}
