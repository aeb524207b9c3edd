/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** Counts the datagrams that arrive at one address, by the sender whose name they carry: {@link UdpSender}. */
public final class UdpReceiver implements AutoCloseable {

    /** Whether the sender hears back; one that does not leaves its conntrack entry UNREPLIED. */
    public enum Answer {
        SILENCE,
        ECHO
    }

    /** What came from one sender so far. */
    public record Arrivals(long count, Instant first, Instant last) {

        Arrivals then(Arrivals next) {
            return new Arrivals(count + next.count, first, next.last);
        }
    }

    private static final int LARGEST = 2048;

    private final DatagramChannel channel;
    private final Answer answer;
    private final Map<Integer, Arrivals> arrivals = new ConcurrentHashMap<>();

    private UdpReceiver(DatagramChannel channel, Answer answer) {
        this.channel = channel;
        this.answer = answer;
    }

    static UdpReceiver start(DatagramChannel channel, Answer answer) {
        var receiver = new UdpReceiver(channel, answer);
        Thread.ofPlatform().daemon().name("lab-receiver").start(receiver::receive);
        return receiver;
    }

    /** From everyone together. */
    public long received() {
        return arrivals.values().stream().mapToLong(Arrivals::count).sum();
    }

    /** From this sender. */
    public long receivedFrom(UdpSender sender) {
        return arrivalsFrom(sender).map(Arrivals::count).orElse(0L);
    }

    /** From this sender, whoever's address the node has put on its datagrams. */
    public Optional<Arrivals> arrivalsFrom(UdpSender sender) {
        return Optional.ofNullable(arrivals.get(sender.source().getPort()));
    }

    /** When the last datagram of any of these senders came; empty if none has. */
    public Optional<Instant> lastOf(IntPredicate ports) {
        return arrivals.entrySet().stream()
                .filter(arrived -> ports.test(arrived.getKey()))
                .map(arrived -> arrived.getValue().last())
                .max(Instant::compareTo);
    }

    /** How many of these senders have been heard. */
    public long heard(IntPredicate ports) {
        return arrivals.keySet().stream().filter(ports::test).count();
    }

    /** Waits for the next datagram of this sender and tells when it came. */
    public Instant awaitNext(UdpSender sender, Duration atMost) {
        var before = receivedFrom(sender);
        Waiting.until("a datagram from " + sender.source(), atMost, () -> receivedFrom(sender) > before);
        return arrivalsFrom(sender).orElseThrow().last();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive() {
        var buffer = ByteBuffer.allocate(LARGEST);
        while (channel.isOpen()) {
            try {
                receiveOne(buffer.clear());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void receiveOne(ByteBuffer buffer) throws IOException {
        var source = (InetSocketAddress) channel.receive(buffer);
        var now = Instant.now();
        arrivals.merge(UdpSender.portIn(buffer.flip()), new Arrivals(1, now, now), Arrivals::then);
        if (answer == Answer.ECHO) {
            channel.send(buffer.rewind(), source);
        }
    }
}
