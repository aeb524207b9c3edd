/* Licensed under Apache-2.0. */
package io.flowmend.lab.world;

import io.flowmend.lab.net.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** One flow as its client made it. */
public record Flow(Transport transport, InetSocketAddress source, InetSocketAddress destination) {

    public static Flow of(Transport transport, InetAddress client, int clientPort, InetSocketAddress destination) {
        return new Flow(transport, new InetSocketAddress(client, clientPort), destination);
    }

    @Override
    public String toString() {
        return text(source) + " -> " + text(destination) + "/" + transport.lowercase();
    }

    private static String text(InetSocketAddress socket) {
        return socket.getAddress().getHostAddress() + ":" + socket.getPort();
    }
}
