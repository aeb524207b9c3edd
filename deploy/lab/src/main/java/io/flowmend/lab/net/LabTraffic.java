/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** All sockets of a lab, so that none outlives it: a namespace stays as long as a socket in it does. */
final class LabTraffic implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lab-senders").factory());
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    UdpSender send(NetworkNamespace namespace, InetSocketAddress from, InetSocketAddress to, UdpSender.Pace pace) {
        return kept(UdpSender.start(clock, datagrams(namespace, from), to, pace));
    }

    UdpReceiver receive(NetworkNamespace namespace, InetSocketAddress at, UdpReceiver.Answer answer) {
        return kept(UdpReceiver.start(datagrams(namespace, at), answer));
    }

    TcpAttempt connect(NetworkNamespace namespace, InetSocketAddress from, InetSocketAddress to) {
        return kept(namespace.call(() -> {
            var channel = SocketChannel.open(family(from.getAddress()));
            channel.configureBlocking(false);
            channel.bind(from);
            channel.connect(to);
            return new TcpAttempt(channel);
        }));
    }

    TcpServer serve(NetworkNamespace namespace, InetSocketAddress at, String name) {
        return kept(TcpServer.start(
                namespace.call(
                        () -> ServerSocketChannel.open(family(at.getAddress())).bind(at)),
                name));
    }

    TcpClient call(NetworkNamespace namespace, InetSocketAddress from, InetSocketAddress to) {
        return kept(TcpClient.start(namespace.call(() -> bound(from)), to));
    }

    PinnedSocket pin(NetworkNamespace namespace, InetSocketAddress from, InetSocketAddress peer) {
        return kept(namespace.call(() -> PinnedSocket.start(
                DatagramChannel.open(family(from.getAddress())).bind(from).connect(peer))));
    }

    private static Socket bound(InetSocketAddress from) throws IOException {
        return SocketChannel.open(family(from.getAddress())).bind(from).socket();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        open.forEach(LabTraffic::close);
    }

    private <T extends AutoCloseable> T kept(T socket) {
        open.add(socket);
        return socket;
    }

    static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatagramChannel datagrams(NetworkNamespace namespace, InetSocketAddress at) {
        return namespace.call(
                () -> DatagramChannel.open(family(at.getAddress())).bind(at));
    }

    private static ProtocolFamily family(InetAddress address) {
        return ServiceAddress.Family.of(address) == ServiceAddress.Family.IPV6
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }
}
