/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.kernel.netlink.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Makes conntrack entries in a namespace at a rate, on a thread of its own, until closed. */
final class FlowLoad implements AutoCloseable {

    private static final int BURSTS_PER_SECOND = 100;
    private static final int SOURCES = 512;
    private static final long NANOS = 1_000_000_000L;

    private final List<DatagramChannel> sources;
    private final Destinations destinations;
    private final int entriesPerSecond;
    private final ByteBuffer octet = ByteBuffer.allocateDirect(1);
    private final Thread thread;
    private volatile long made;
    private volatile long refused;
    private volatile boolean stop;

    private FlowLoad(List<DatagramChannel> sources, Destinations destinations, int entriesPerSecond) {
        this.sources = List.copyOf(sources);
        this.destinations = destinations;
        this.entriesPerSecond = entriesPerSecond;
        this.thread = Thread.ofPlatform().name("load").unstarted(this::work);
    }

    static FlowLoad start(NetworkNamespace namespace, Destinations destinations, int entriesPerSecond) {
        var load = new FlowLoad(namespace.call(FlowLoad::open), destinations, entriesPerSecond);
        load.thread.start();
        return load;
    }

    long made() {
        return made;
    }

    /** Datagrams that the kernel did not take, e.g. because its table was full. */
    long refused() {
        return refused;
    }

    void stop() throws InterruptedException {
        stop = true;
        thread.join();
    }

    @Override
    public void close() {
        stop = true;
        try {
            thread.join();
            for (var source : sources) {
                source.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
    }

    private static List<DatagramChannel> open() throws IOException {
        var opened = new ArrayList<DatagramChannel>();
        for (var i = 0; i < SOURCES; i++) {
            opened.add(DatagramChannel.open().bind(new InetSocketAddress(LoadedNode.ADDRESS, 0)));
        }
        return opened;
    }

    /** What one burst could not send in its time, the next ones make up for: the rate holds on the average. */
    private void work() {
        var start = System.nanoTime();
        var number = 0L;
        for (var burst = 1L; !stop; burst++) {
            for (var until = entriesPerSecond * burst / BURSTS_PER_SECOND; number < until && !stop; number++) {
                send(number);
            }
            LockSupport.parkNanos(start + burst * (NANOS / BURSTS_PER_SECOND) - System.nanoTime());
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread alone
    private void send(long number) {
        try {
            octet.clear();
            sources.get(destinations.source(number, SOURCES)).send(octet, destinations.of(number));
            made++;
        } catch (IOException full) {
            refused++;
        }
    }
}
