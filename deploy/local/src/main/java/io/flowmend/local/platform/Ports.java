/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on the loopback address, the only one that a local platform listens on. */
public final class Ports {

    public static final String HOST = "127.0.0.1";

    /**
     * The wanted port, or a free one for 0.
     *
     * @param option what the operator would change
     * @throws StartupFailure if another process has it
     */
    public static int claim(int wanted, String option) {
        if (wanted == 0) {
            return free(1).getFirst();
        }
        try (var socket = bind(wanted)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new StartupFailure("port " + wanted + " on " + HOST + " is taken; choose another with " + option
                    + ", or 0 for a free one");
        }
    }

    /** Ports that nobody has at this moment, all different: they are held until the last one is found. */
    static List<Integer> free(int count) {
        var held = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < count; i++) {
                held.add(bind(0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        } finally {
            held.forEach(Ports::release);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true); // a port that only waits out the last connections of a dead process is free
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return socket;
        } catch (IOException taken) {
            socket.close();
            throw taken;
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        }
    }

    private Ports() {}
}
