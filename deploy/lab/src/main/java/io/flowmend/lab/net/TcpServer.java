/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes connections, greets each with its own name, and sends back what it gets. */
public final class TcpServer implements AutoCloseable {

    private static final int LARGEST = 2048;

    private final ServerSocketChannel listener;
    private final ByteBuffer greeting;
    private final Queue<SocketChannel> connections = new ConcurrentLinkedQueue<>();

    private TcpServer(ServerSocketChannel listener, String name) {
        this.listener = listener;
        this.greeting = ByteBuffer.wrap((name + "\n").getBytes(StandardCharsets.US_ASCII))
                .asReadOnlyBuffer();
    }

    static TcpServer start(ServerSocketChannel listener, String name) {
        var server = new TcpServer(listener, name);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    /** Who came, and where from. */
    public int accepted() {
        return connections.size();
    }

    /** Ends the listener and every connection, as the kernel does when the process is killed. */
    @Override
    public void close() {
        LabTraffic.close(listener);
        connections.forEach(LabTraffic::close);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> echo(connection));
            } catch (IOException closed) {
                // the process is gone
            }
        }
    }

    private void echo(SocketChannel connection) {
        var buffer = ByteBuffer.allocate(LARGEST);
        try {
            write(greeting.duplicate(), connection);
            while (connection.read(buffer.clear()) >= 0) {
                write(buffer.flip(), connection);
            }
        } catch (IOException ended) {
            LabTraffic.close(connection);
        }
    }

    private static void write(ByteBuffer bytes, SocketChannel connection) throws IOException {
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }
}
