/* Licensed under Apache-2.0. */
package io.flowmend.common.net;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A TCP port of the loopback address, kept until it is closed for a server that is told its number and takes a while to listen.
 *
 * <p>A port that is only looked up is anybody's again at once: the kernel gives it to the next connection or server that asks for
 * any. So the port stays bound, without listening. Linux then gives it to nobody who asks for any port, and lets a server that
 * names it listen, because both allow reuse ({@code SO_REUSEADDR}, which servers of Java and Go set by themselves). Other systems
 * refuse that server: there the port is let go at once.
 */
public final class LoopbackPort implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    private static final boolean SHARED_UNTIL_LISTENED = "Linux".equals(System.getProperty("os.name"));

    private final SocketChannel holder;
    private final int number;

    private LoopbackPort(SocketChannel holder, int number) {
        this.holder = holder;
        this.number = number;
    }

    /** One that nobody has. */
    public static LoopbackPort free() {
        try {
            return bound(0);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /**
     * The wanted one, or a free one for 0.
     *
     * @param option what the operator would change
     * @throws StartupFailure if a server or a connection has it
     */
    public static LoopbackPort claim(int wanted, String option) {
        if (wanted == 0) {
            return free();
        }
        try {
            return bound(wanted);
        } catch (IOException taken) {
            throw new StartupFailure("port " + wanted + " on " + HOST + " is taken; choose another with " + option
                    + ", or 0 for a free one");
        }
    }

    public int number() {
        return number;
    }

    /** Lets go of it; a server that listens there is not touched. */
    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        }
    }

    private static LoopbackPort bound(int port) throws IOException {
        var holder = SocketChannel.open();
        try {
            holder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            holder.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            var number = ((InetSocketAddress) holder.getLocalAddress()).getPort();
            if (!SHARED_UNTIL_LISTENED) {
                holder.close();
            }
            return new LoopbackPort(holder, number);
        } catch (IOException taken) {
            holder.close();
            throw taken;
        }
    }
}
