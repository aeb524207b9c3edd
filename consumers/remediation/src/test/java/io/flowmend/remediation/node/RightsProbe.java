/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetworkNamespace;
import java.nio.file.Path;

/** Started by {@link RightsIT} with some rights; says what the hands could do with them. */
final class RightsProbe {

    /** @param arguments path of the node's namespace or {@code own}; inode of a pod's */
    public static void main(String[] arguments) {
        var node = "own".equals(arguments[0]) ? NetworkNamespace.own() : NetworkNamespace.at(Path.of(arguments[0]));
        try (var hands = KernelHands.open(node)) {
            System.out.println("nat " + hands.nat(new ServiceAddress(Ip.parse("203.0.113.7"), 162, 17)));
            System.out.println("socket " + hands.socket(Long.parseLong(arguments[1]), 1));
        } catch (NetlinkException refused) {
            System.out.println("refused " + refused.getMessage());
        }
    }

    private RightsProbe() {}
}
