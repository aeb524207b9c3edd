/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One GET from 127.0.0.1 in the namespace of the calling thread. No HTTP client: those open sockets on threads of their
 * own, which would be in another namespace, and keep connections that would be used across namespaces.
 */
final class LocalHttp {

    private static final int MOST_OCTETS = 8 << 20;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\n]*\\n");

    /** What came of it. */
    sealed interface Answer {
        record Said(int status, String body) implements Answer {}

        /** Nobody listens. */
        record Refused() implements Answer {}

        record Failed(String why) implements Answer {}
    }

    /** @param patience for all of it */
    static Answer get(int port, String path, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), millisTo(deadline));
            // 1.0: the answer ends with the connection, and is not chunked.
            var ask = "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n";
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            return parse(read(socket, deadline));
        } catch (ConnectException refused) {
            return new Answer.Refused();
        } catch (IOException failed) {
            return new Answer.Failed("port " + port + ": " + failed.getMessage());
        }
    }

    private static String read(Socket socket, long deadline) throws IOException {
        var said = new ByteArrayOutputStream();
        var part = new byte[16 * 1024];
        while (said.size() < MOST_OCTETS) {
            socket.setSoTimeout(millisTo(deadline));
            var count = socket.getInputStream().read(part);
            if (count < 0) {
                return said.toString(StandardCharsets.UTF_8);
            }
            said.write(part, 0, count);
        }
        throw new IOException("more than " + MOST_OCTETS + " octets");
    }

    private static Answer parse(String said) {
        var status = STATUS.matcher(said);
        var body = said.indexOf("\r\n\r\n");
        return status.lookingAt() && body >= 0
                ? new Answer.Said(Integer.parseInt(status.group(1)), said.substring(body + 4))
                : new Answer.Failed("what answers does not speak HTTP");
    }

    private static int millisTo(long deadline) throws SocketTimeoutException {
        var left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) left;
    }

    private LocalHttp() {}
}
