/* Licensed under Apache-2.0. */
package io.flowmend.kernel.address;

import io.flowmend.kernel.netlink.Messages;
import java.nio.ByteBuffer;
import java.util.Optional;

/** RTM_NEWADDR: the address that the node itself has. */
final class AddressDecoder {

    private static final int RTM_NEWADDR = 20;
    private static final int IFADDRMSG = 8;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;

    static Optional<Ip> decode(ByteBuffer datagram, int message, int length) {
        if (Messages.type(datagram, message) != RTM_NEWADDR) {
            return Optional.empty();
        }
        Optional<Ip> address = Optional.empty();
        var to = message + length;
        for (var at = Messages.first(datagram, message + Messages.HEADER + IFADDRMSG, to);
                at < to;
                at = Messages.next(datagram, at, to)) {
            var type = Messages.attributeType(datagram, at);
            // On a point-to-point link IFA_ADDRESS is the other end's.
            if (type == IFA_LOCAL || (type == IFA_ADDRESS && address.isEmpty())) {
                address = ip(datagram, at);
            }
        }
        return address;
    }

    private static Optional<Ip> ip(ByteBuffer datagram, int attribute) {
        var octets = new byte[Messages.end(datagram, attribute) - Messages.value(attribute)];
        datagram.get(Messages.value(attribute), octets);
        return octets.length == 4 || octets.length == 16 ? Optional.of(Ip.of(octets)) : Optional.empty();
    }

    private AddressDecoder() {}
}
