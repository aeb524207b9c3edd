/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.process.Waiting;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Passes TCP connections on to a server, and can stop doing so in the two ways of a real network: stalled, it holds back every
 * byte and loses none; cut, it ends all connections and refuses new ones.
 */
public final class StallableProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final ServerSocketChannel listener;
    private final InetSocketAddress target;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean cut;

    private StallableProxy(ServerSocketChannel listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** Listens on a free port of this machine's loopback address. */
    public static StallableProxy to(InetSocketAddress target) {
        try {
            return listening(listener(), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens on the loopback address of a namespace, which so reaches a server outside. */
    public static StallableProxy in(NetworkNamespace namespace, InetSocketAddress target) {
        return listening(namespace.call(StallableProxy::listener), target);
    }

    /** Where it listens. */
    public int port() {
        return listener.socket().getLocalPort();
    }

    /** From now on not one byte passes, in neither direction, over no connection, old or new. */
    public void stall() {
        if (gate.getCount() == 0) {
            gate = new CountDownLatch(1);
        }
    }

    /** Stalls now, and resumes by itself. */
    public void stallFor(Duration time) {
        stall();
        later(time, this::resume);
    }

    /** Ends all connections; new ones are accepted and ended at once until {@link #resume}. */
    public void cut() {
        cut = true;
        dropConnections();
    }

    /** Cuts now, and resumes by itself. */
    public void cutFor(Duration time) {
        cut();
        later(time, this::resume);
    }

    /** Ends all connections and takes new ones at once, as a server does that restarts quickly. */
    public void dropConnections() {
        connections.forEach(StallableProxy::closeQuietly);
    }

    /** What was held back passes, and new connections are served. */
    public void resume() {
        cut = false;
        gate.countDown();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        cut();
        gate.countDown();
    }

    private static ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    }

    private static StallableProxy listening(ServerSocketChannel listener, InetSocketAddress target) {
        var proxy = new StallableProxy(listener, target);
        Thread.ofPlatform().daemon().name("proxy-to-" + target.getPort()).start(proxy::accept);
        return proxy;
    }

    private static void later(Duration time, Runnable what) {
        Thread.ofVirtual().start(() -> {
            Waiting.pass(time);
            what.run();
        });
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                var client = listener.accept();
                connections.add(client);
                if (cut) {
                    end(client);
                } else {
                    Thread.ofVirtual().start(() -> serve(client));
                }
            } catch (IOException e) {
                // The listener was closed: the loop ends.
            }
        }
    }

    private void serve(SocketChannel client) {
        try {
            var server = SocketChannel.open(target);
            connections.add(server);
            if (cut) {
                end(server);
            }
            var back = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            back.join();
            end(server);
        } catch (IOException e) {
            // The server refuses: so do we.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(client);
        }
    }

    private void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(CHUNK);
        try {
            while (from.read(buffer.clear()) >= 0) {
                gate.await();
                write(buffer.flip(), to);
            }
            gate.await();
            to.shutdownOutput();
        } catch (IOException e) {
            end(from);
            end(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(ByteBuffer buffer, SocketChannel to) throws IOException {
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    private void end(SocketChannel channel) {
        connections.remove(channel);
        closeQuietly(channel);
    }

    private static void closeQuietly(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Its peer has gone before: what was wanted.
        }
    }
}
