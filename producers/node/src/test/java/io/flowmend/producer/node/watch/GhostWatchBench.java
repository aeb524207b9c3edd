/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.producer.node.sample.FlowFact;
import io.flowmend.producer.node.sample.PodClaim;
import io.flowmend.producer.node.sample.PodOwners;
import io.flowmend.producer.node.support.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One watcher on the real kernel while pods end; its rounds and the looks at sockets are taken by the test. */
final class GhostWatchBench implements AutoCloseable {

    static final String VIP = "203.0.113.7";
    static final String VIP6 = "2001:db8:113::7";
    static final String POD = "10.78.0.9";
    static final String POD6 = "fd78::9";
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final Lab lab;
    final List<Outbox.Numbered> said = new ArrayList<>();
    private final AddressInbox inbox = new AddressInbox();
    private final PodOwners pods = new PodOwners();
    private final OwnerInbox owners = new OwnerInbox(pods);
    private final NodeClock clock = NodeClock.system();
    private final Outbox outbox = new Outbox(clock, 10_000);
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable NodeWatch started;
    private @Nullable Thread looking;

    private GhostWatchBench(Lab lab) {
        this.lab = lab;
    }

    /** A node that translates the services to the pods, and knows the way to them. */
    static GhostWatchBench open() {
        Kernel.required();
        var bench = new GhostWatchBench(Lab.open());
        try {
            bench.lead();
            return bench;
        } catch (RuntimeException broken) {
            bench.close();
            throw broken;
        }
    }

    @Override
    public void close() {
        over.set(true);
        if (looking != null) {
            try {
                looking.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (started != null) {
            started.close();
        }
        lab.close();
    }

    static PodClaim live(String ip) {
        return new PodClaim.Live(Set.of(Ip.parse(ip)), Set.of());
    }

    static AddressInbox.Claim service(String vip, int port, int protocol) {
        var address = new ServiceAddress(Ip.parse(vip), port, protocol);
        return new AddressInbox.Claim("lab/default/s" + port + "/uid", Set.of(address));
    }

    void tell(String pod, PodClaim claim) {
        pods.claim(pod, claim, Instant.now()).forEach(owners::put);
    }

    void watching(AddressInbox.Claim... services) {
        List.of(services).forEach(inbox::put);
        inbox.completed();
        owners.completed();
        var sampler =
                new SocketSampler(new NodeNamespaces(lab.nodeNamespace(), Set.of(), true), clock, WatchMetrics.NONE);
        started = new NodeWatch(new NodeWatch.Parts(
                NodeProbes.open(lab.nodeNamespace(), 4 << 20),
                clock,
                outbox,
                inbox,
                owners,
                sampler,
                WatchMetrics.NONE,
                new NodeWatch.Limits(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        4_000)));
        looking = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                sampler.turn();
            }
        });
        while (started.progress().isEmpty()) {
            started.round();
        }
    }

    FlowFact await(Predicate<FlowFact> wanted) {
        return await(wanted, () -> {});
    }

    FlowFact await(Predicate<FlowFact> wanted, Runnable meanwhile) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            meanwhile.run();
            round();
            var found = said.stream().map(Outbox.Numbered::fact).filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("not said; but " + said);
    }

    void rounds(Duration time) {
        var deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            round();
        }
    }

    private void round() {
        Objects.requireNonNull(started).round();
        for (var next = outbox.peek(); next.isPresent(); next = outbox.peek()) {
            said.add(next.get());
            outbox.taken();
        }
    }

    private void lead() {
        lab.onNode("ip neigh add " + POD + " lladdr 02:00:00:00:00:02 dev sink0 nud permanent;" + " ip neigh add "
                + POD6 + " lladdr 02:00:00:00:00:02 dev sink0 nud permanent");
        translate(VIP, POD, "udp", 162, 1162);
        translate(VIP6, POD6, "udp", 162, 1162);
        translate(VIP, POD, "tcp", 80, 8080);
    }

    private void translate(String vip, String pod, String protocol, int port, int target) {
        var v6 = vip.contains(":");
        lab.nft("table " + (v6 ? "ip6" : "ip") + " nat { chain to" + protocol
                + " { type nat hook prerouting priority -100; " + (v6 ? "ip6" : "ip") + " daddr " + vip + " " + protocol
                + " dport " + port + " dnat to " + (v6 ? "[" + pod + "]" : pod) + ":" + target + "; } }");
    }
}
