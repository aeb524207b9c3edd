/* Licensed under Apache-2.0. */
package io.flowmend.kernel.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A TCP connection between two sockets of one namespace. */
public record Connection(ServerSocket listening, Socket client, Socket server) implements AutoCloseable {

    public static Connection open(Namespace namespace, String address) {
        return namespace.entry().call(() -> {
            var at = InetAddress.ofLiteral(address);
            var listening = new ServerSocket(0, 1, at);
            var client = new Socket(at, listening.getLocalPort());
            return new Connection(listening, client, listening.accept());
        });
    }

    @Override
    public void close() {
        try (listening;
                client;
                server) {
            // closing is all
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
