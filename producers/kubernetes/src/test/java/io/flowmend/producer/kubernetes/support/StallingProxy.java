/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP in between that can hold every byte back, as a network does that is cut: no reset, no end, nothing. */
public final class StallingProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean stalled;

    public StallingProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void stall() {
        synchronized (gate) {
            stalled = true;
        }
    }

    public void resume() {
        synchronized (gate) {
            stalled = false;
            gate.notifyAll();
        }
    }

    /** Ends every connection. */
    public void cut() {
        sockets.forEach(StallingProxy::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(upstream);
                Thread.ofVirtual().start(() -> copy(client, upstream));
                Thread.ofVirtual().start(() -> copy(upstream, client));
            } catch (IOException ended) {
                // the proxy is closed, or the target does not answer: the client sees no connection
            }
        }
    }

    private void copy(Socket from, Socket to) {
        var buffer = new byte[16_384];
        try {
            for (var read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
                pass();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // one side is gone; below the other goes too
        } finally {
            close(from);
            close(to);
        }
    }

    private void pass() {
        synchronized (gate) {
            while (stalled) {
                try {
                    gate.wait();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // closed is closed
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        resume();
        cut();
    }
}
