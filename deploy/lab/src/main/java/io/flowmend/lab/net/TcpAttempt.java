/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;

/** A TCP connection that is being asked for. */
public record TcpAttempt(SocketChannel channel) implements AutoCloseable {

    /** Whether the other side has answered by now. */
    public boolean connected() {
        try {
            return channel.isConnected() || channel.finishConnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
