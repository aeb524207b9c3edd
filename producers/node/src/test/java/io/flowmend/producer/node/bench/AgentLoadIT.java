/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.node.sample.Ip;
import io.flowmend.producer.node.sample.ServiceAddress;
import io.flowmend.producer.node.support.Kernel;
import io.flowmend.producer.node.support.Lab;
import io.flowmend.producer.node.watch.AddressInbox;
import io.flowmend.producer.node.watch.NodeClock;
import io.flowmend.producer.node.watch.NodeProbes;
import io.flowmend.producer.node.watch.NodeWatch;
import io.flowmend.producer.node.watch.Outbox;
import io.flowmend.producer.node.watch.WatchMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The watcher alone under conntrack events of which none is of interest; figures are printed, not judged, but for the
 * count: what the kernel told must be received or counted as lost. Run with {@code -Dexcluded.groups= -Dgroups=bench}.
 */
@Tag("bench")
class AgentLoadIT {

    private static final Duration TIME = Duration.ofSeconds(Long.getLong("flowmend.bench.seconds", 20));

    @ParameterizedTest
    @ValueSource(ints = {1_000, 20_000})
    void everyEventIsReceivedOrCountedAsLost(int eventsPerSecond) throws Exception {
        Kernel.required();
        try (var lab = Lab.open();
                var probes = NodeProbes.open(lab.nodeNamespace(), 32 << 20)) {
            var counts = new Counts();
            var inbox = new AddressInbox();
            var service = new ServiceAddress(Ip.parse("203.0.113.254"), 162, ServiceAddress.UDP);
            inbox.put(new AddressInbox.Claim("bench/default/s/uid", Set.of(service)));
            inbox.completed();
            var clock = NodeClock.system();
            var watch = new NodeWatch(new NodeWatch.Parts(
                    probes,
                    clock,
                    new Outbox(clock, 1_000),
                    inbox,
                    counts,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(2),
                    1_000));
            // When
            var stop = new AtomicBoolean();
            var thread = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    watch.round();
                }
            });
            while (watch.progress().isEmpty()) {
                Thread.onSpinWait();
            }
            var before = cpu(thread);
            var sent = new EventLoad(lab, eventsPerSecond).run(TIME);
            var used = cpu(thread) - before;
            var patience = Duration.ofSeconds(5).toNanos() + System.nanoTime();
            while (System.nanoTime() < patience && counts.received.get() + counts.lost.get() < sent) {
                LockSupport.parkNanos(50_000_000);
            }
            stop.set(true);
            thread.join();
            // Then
            System.out.printf(
                    "agent alone: %d new entries/s for %d s: entries made %d, events received %d, lost %d,"
                            + " CPU of the watching thread %.1f %%, RSS of the test's JVM %d MiB%n",
                    eventsPerSecond,
                    TIME.toSeconds(),
                    sent,
                    counts.received.get(),
                    counts.lost.get(),
                    100.0 * used / TIME.toNanos(),
                    rss());
            assertThat(counts.received.get() + counts.lost.get()).isGreaterThanOrEqualTo(sent);
        }
    }

    private static long cpu(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    private static long rss() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024;
        }
    }

    private static final class Counts implements WatchMetrics {

        private final AtomicLong received = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();

        @Override
        public void received(int events) {
            received.addAndGet(events);
        }

        @Override
        public void lost(long facts) {
            lost.addAndGet(facts);
        }

        @Override
        public void dumped() {}

        @Override
        public void read() {}

        @Override
        public void tracked(int entries) {}
    }
}
