/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Addresses as Kubernetes insists on them and as nft prints them: the short form of RFC 5952. Java writes all eight groups,
 * which the API server refuses in an EndpointSlice.
 */
public final class AddressText {

    private static final Pattern ZEROS = Pattern.compile("(?<![^:])0(:0)+(?![^:])");

    private AddressText() {}

    public static String of(InetAddress address) {
        return address instanceof Inet6Address ? shortened(address.getHostAddress()) : address.getHostAddress();
    }

    /** The longest run of zero groups, and the first of equals, becomes two colons. */
    private static String shortened(String groups) {
        var runs = ZEROS.matcher(groups).results().toList();
        var longest = runs.stream()
                .reduce((best, run) -> run.group().length() > best.group().length() ? run : best);
        return longest.map(run -> groups.substring(0, run.start()) + "::" + groups.substring(run.end()))
                .map(text -> text.replaceFirst(":?::+:?", "::"))
                .orElse(groups);
    }
}
