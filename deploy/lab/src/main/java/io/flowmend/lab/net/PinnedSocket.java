/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.net.TcpClient.Ended;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An application with a connected UDP socket, as a resolver has it: it asks again and again and waits for answers. */
public final class PinnedSocket implements AutoCloseable {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final int LARGEST = 2048;

    private final DatagramChannel channel;
    private final InetSocketAddress source;
    private final AtomicReference<@Nullable Ended> ended = new AtomicReference<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean closed;

    private PinnedSocket(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.source = (InetSocketAddress) channel.getLocalAddress();
    }

    static PinnedSocket start(DatagramChannel connected) throws IOException {
        var socket = new PinnedSocket(connected);
        Thread.ofPlatform().daemon().name("lab-pinned-reads").start(socket::read);
        Thread.ofPlatform().daemon().name("lab-pinned-asks").start(socket::ask);
        return socket;
    }

    public InetSocketAddress source() {
        return source;
    }

    public long answers() {
        return answers.get();
    }

    /** The error that the application got; empty while it still hopes. */
    public Optional<Ended> ended() {
        return Optional.ofNullable(ended.get());
    }

    @Override
    public void close() {
        closed = true;
        LabTraffic.close(channel);
    }

    private void read() {
        var buffer = ByteBuffer.allocate(LARGEST);
        try {
            while (!closed) {
                channel.read(buffer.clear());
                answers.incrementAndGet();
            }
        } catch (IOException error) {
            end(error);
        }
    }

    private void ask() {
        try {
            while (!closed && ended.get() == null) {
                channel.write(ByteBuffer.allocate(Long.BYTES));
                LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
            }
        } catch (IOException error) {
            end(error);
        }
    }

    private void end(IOException error) {
        if (!closed) {
            ended.compareAndSet(null, new Ended(String.valueOf(error.getMessage()), Instant.now()));
        }
    }
}
