/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends datagrams that carry their port and a number, from one fixed port at a steady pace; it has no thread of its own. */
public final class UdpSender implements AutoCloseable {

    /** How fast and how long at most: a forgotten sender must not run for ever. */
    public record Pace(int perSecond, Duration atMost) {

        /** Fast enough that an entry is always fresh, slow enough for fifty at a time. */
        public static Pace perSecond(int packets) {
            return new Pace(packets, Duration.ofMinutes(5));
        }

        Duration interval() {
            return Duration.ofSeconds(1).dividedBy(perSecond);
        }
    }

    private final DatagramChannel channel;
    private final InetSocketAddress source;
    private final InetSocketAddress target;
    private final long end;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicReference<@Nullable Future<?>> pacing = new AtomicReference<>();

    private UdpSender(DatagramChannel channel, InetSocketAddress source, InetSocketAddress target, Duration atMost) {
        this.channel = channel;
        this.source = source;
        this.target = target;
        this.end = System.nanoTime() + atMost.toNanos();
    }

    static UdpSender start(
            ScheduledExecutorService clock, DatagramChannel channel, InetSocketAddress target, Pace pace) {
        try {
            channel.configureBlocking(false);
            var sender = new UdpSender(channel, (InetSocketAddress) channel.getLocalAddress(), target, pace.atMost());
            var nanos = pace.interval().toNanos();
            sender.pacing.set(clock.scheduleAtFixedRate(sender::tick, 0, nanos, TimeUnit.NANOSECONDS));
            return sender;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one address it sends from. */
    public InetSocketAddress source() {
        return source;
    }

    /** How many datagrams the kernel took. */
    public long sent() {
        return sent.get();
    }

    /** How many it did not, for want of a route, say. */
    public long refused() {
        return refused.get();
    }

    /** No more datagrams, but the port stays taken; ends by itself after its time. */
    public void pause() {
        var task = pacing.get();
        if (task != null) {
            task.cancel(false);
        }
    }

    @Override
    public void close() {
        pause();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tick() {
        if (System.nanoTime() - end > 0) {
            pause();
            return;
        }
        try {
            channel.send(datagram(sent.get() + 1), target);
            sent.incrementAndGet();
        } catch (IOException e) {
            // An unreachable target is a state of the world that tests make on purpose; the next tick tries again.
            refused.incrementAndGet();
        }
    }

    private ByteBuffer datagram(long number) {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(source.getPort())
                .putLong(number)
                .flip();
    }

    /** The port that a datagram was sent from, whatever has become of its header on the way; 0 if it is not one of ours. */
    static int portIn(ByteBuffer datagram) {
        return datagram.remaining() < Integer.BYTES ? 0 : datagram.getInt(0);
    }
}
