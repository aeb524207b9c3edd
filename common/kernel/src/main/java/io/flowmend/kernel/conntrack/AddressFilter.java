/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import io.flowmend.kernel.address.ServiceAddress;
import java.util.Collection;

/** A fixed set of service addresses that is asked with raw fields and allocates nothing. */
public final class AddressFilter {

    private final long[] high;
    private final long[] low;
    /** Port and protocol, 0 for an empty place: no service has port 0. */
    private final int[] door;

    private final int mask;

    private AddressFilter(int capacity) {
        this.high = new long[capacity];
        this.low = new long[capacity];
        this.door = new int[capacity];
        this.mask = capacity - 1;
    }

    public static AddressFilter of(Collection<ServiceAddress> addresses) {
        var filter = new AddressFilter(Integer.highestOneBit(Math.max(4, addresses.size())) << 2);
        addresses.stream().filter(address -> address.port() != 0).forEach(filter::put);
        return filter;
    }

    public boolean contains(long addressHigh, long addressLow, int port, int protocol) {
        return door[place(addressHigh, addressLow, door(port, protocol))] != 0;
    }

    private void put(ServiceAddress address) {
        var wanted = door(address.port(), address.protocol());
        var at = place(address.ip().high(), address.ip().low(), wanted);
        high[at] = address.ip().high();
        low[at] = address.ip().low();
        door[at] = wanted;
    }

    /** Where it is, or the empty place where it would be: a quarter of the table at most is filled, so there is one. */
    private int place(long addressHigh, long addressLow, int wanted) {
        var mixed = (addressHigh * 31 + addressLow) * 31 + wanted;
        mixed *= 0x9E3779B97F4A7C15L;
        var at = (int) (mixed >>> 33) & mask;
        while (door[at] != 0 && !(door[at] == wanted && low[at] == addressLow && high[at] == addressHigh)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private static int door(int port, int protocol) {
        return port == 0 ? -1 : port << 8 | protocol;
    }
}
