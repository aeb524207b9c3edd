/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An application that asks for a connection, is greeted, and then asks again and again and reads the answers. It has no time
 * limit of its own: it learns of its fate from the kernel alone, as most do.
 */
public final class TcpClient implements AutoCloseable {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final byte[] QUESTION = "?\n".getBytes(StandardCharsets.US_ASCII);

    /** The name in the greeting, and when it came. */
    public record Greeted(String by, Instant at) {}

    /** What the kernel said, and when. */
    public record Ended(String error, Instant at) {}

    private final Socket socket;
    private final InetSocketAddress source;
    private final AtomicReference<@Nullable Greeted> greeted = new AtomicReference<>();
    private final AtomicReference<@Nullable Ended> ended = new AtomicReference<>();
    private final AtomicLong answers = new AtomicLong();

    private TcpClient(Socket socket) {
        this.socket = socket;
        this.source = (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** @param socket bound, in the namespace that it is to live in */
    static TcpClient start(Socket socket, InetSocketAddress target) {
        var client = new TcpClient(socket);
        Thread.ofPlatform().daemon().name("lab-client").start(() -> client.live(target));
        return client;
    }

    public InetSocketAddress source() {
        return source;
    }

    /** Who answered the call; empty until somebody has. */
    public Optional<Greeted> greeted() {
        return Optional.ofNullable(greeted.get());
    }

    /** The error that the application got; empty while it still hopes. */
    public Optional<Ended> ended() {
        return Optional.ofNullable(ended.get());
    }

    /** How many questions were answered. */
    public long answers() {
        return answers.get();
    }

    @Override
    public void close() {
        LabTraffic.close(socket);
    }

    private void live(InetSocketAddress target) {
        try {
            socket.connect(target);
            var input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            greeted.set(new Greeted(line(input), Instant.now()));
            Thread.ofPlatform().daemon().name("lab-questions").start(this::ask);
            while (true) {
                line(input);
                answers.incrementAndGet();
            }
        } catch (IOException error) {
            ended.compareAndSet(null, new Ended(String.valueOf(error.getMessage()), Instant.now()));
        }
    }

    private static String line(BufferedReader input) throws IOException {
        var line = input.readLine();
        if (line == null) {
            throw new IOException("end of stream");
        }
        return line;
    }

    private void ask() {
        try {
            while (!socket.isClosed()) {
                socket.getOutputStream().write(QUESTION);
                LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
            }
        } catch (IOException error) {
            ended.compareAndSet(null, new Ended(String.valueOf(error.getMessage()), Instant.now()));
        }
    }
}
