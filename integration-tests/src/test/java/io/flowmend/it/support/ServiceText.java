/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Reads {@code ip:port/protocol}; the same address has several texts, so it is compared as an address. A finding may also be about
 * a pod's address alone.
 */
final class ServiceText {

    static boolean isTowards(String text, InetAddress address, int port) {
        var slash = text.lastIndexOf('/');
        var colon = text.lastIndexOf(':', slash);
        if (slash < 0 || colon < 0) {
            return false;
        }
        try {
            return Integer.parseInt(text.substring(colon + 1, slash)) == port
                    && InetAddress.getByName(text.substring(0, colon)).equals(address);
        } catch (UnknownHostException unsound) {
            throw new AssertionError("finding names no address: " + text, unsound);
        }
    }

    private ServiceText() {}
}
