/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.LocalAddresses;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.socket.UdpListener;
import io.flowmend.kernel.socket.UdpListeners;
import io.flowmend.producer.node.sample.LocalFacts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a destination is the node's own; sockets are asked for only if it is, and once per round. */
final class LocalView implements LocalFacts.Reader {

    private final LocalAddresses addresses;
    private final UdpListeners listeners;
    private @Nullable Set<UdpListener> asked;

    LocalView(LocalAddresses addresses, UdpListeners listeners) {
        this.addresses = addresses;
        this.listeners = listeners;
    }

    /** What was learnt about sockets is old from here on. */
    void newRound() {
        asked = null;
    }

    boolean isLocal(Ip ip) {
        return addresses.current().contains(ip);
    }

    @Override
    public LocalFacts of(ServiceAddress destination) {
        if (!addresses.current().contains(destination.ip())) {
            return new LocalFacts(false, false);
        }
        return new LocalFacts(true, destination.protocol() == ServiceAddress.UDP && listens(destination));
    }

    private boolean listens(ServiceAddress destination) {
        var sockets = asked == null ? listeners.current() : asked;
        asked = sockets;
        return sockets.stream().anyMatch(socket -> socket.takes(destination.ip(), destination.port()));
    }
}
