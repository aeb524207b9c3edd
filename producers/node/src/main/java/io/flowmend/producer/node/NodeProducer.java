/* Licensed under Apache-2.0. */
package io.flowmend.producer.node;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaCheck;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.kafka.StateFeed;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.common.observe.Status;
import io.flowmend.common.process.Loops;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.producer.node.codec.NodeIdentity;
import io.flowmend.producer.node.config.NodeConfig;
import io.flowmend.producer.node.probe.NodeCapabilities;
import io.flowmend.producer.node.proxy.ProxyFinder;
import io.flowmend.producer.node.proxy.ProxySeen;
import io.flowmend.producer.node.proxy.ProxyWatch;
import io.flowmend.producer.node.publish.NodeFeed;
import io.flowmend.producer.node.publish.PodTaker;
import io.flowmend.producer.node.publish.Publisher;
import io.flowmend.producer.node.publish.ServiceTaker;
import io.flowmend.producer.node.sample.PodOwners;
import io.flowmend.producer.node.watch.AddressInbox;
import io.flowmend.producer.node.watch.NodeClock;
import io.flowmend.producer.node.watch.NodeNamespaces;
import io.flowmend.producer.node.watch.NodeProbes;
import io.flowmend.producer.node.watch.NodeWatch;
import io.flowmend.producer.node.watch.Outbox;
import io.flowmend.producer.node.watch.OwnerInbox;
import io.flowmend.producer.node.watch.SocketSampler;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the configured nodes and publishes what it sees, until closed.
 *
 * <p>Threads: three per node (its watch, its sockets, its proxy), one that publishes, two that read services and pods. A thread that breaks ends its work; health says
 * so, and whoever runs the producer restarts it.
 */
public final class NodeProducer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeProducer.class);
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(15);
    private static final Duration REST = Duration.ofMillis(5);

    private final Loops loops = new Loops();
    private final List<NodeWatch> watches = new ArrayList<>();
    private final List<NodeFeed> feeds = new ArrayList<>();
    private final Map<String, Runnable> turns = new LinkedHashMap<>();
    private final Publisher publisher;
    private final StateFeed<ServiceRecord> services;
    private final StateFeed<PodRecord> pods;
    private final PodOwners owners = new PodOwners();
    private final List<AddressInbox> inboxes = new ArrayList<>();
    private final List<OwnerInbox> ownerInboxes = new ArrayList<>();

    /**
     * @throws StartupFailure if no node can be watched, the broker is out of reach or a topic is missing; a node among
     *     several that cannot be watched says so in its heartbeats
     */
    public static NodeProducer start(NodeConfig config, KafkaSettings kafka, MeterRegistry registry) {
        KafkaCheck.partitions(kafka, List.of(Topics.SERVICES, Topics.PODS, Topics.NODE_FLOWS, Topics.NODE_STATUS));
        return new NodeProducer(config, kafka, new NodeMetrics(registry));
    }

    private NodeProducer(NodeConfig config, KafkaSettings kafka, NodeMetrics metrics) {
        var lacks = new ArrayList<String>();
        config.nodes().forEach((node, namespace) -> {
            var identity = NodeIdentity.born(kafka.cluster(), node);
            var capabilities = NodeCapabilities.check(namespace);
            if (capabilities.complete()) {
                watch(config, identity, namespace, metrics);
            } else {
                lacks.add(node + ": " + capabilities.lacks());
                feeds.add(NodeFeed.blind(identity, capabilities.lacks(), config.heartbeats()));
                LOG.atWarn()
                        .addKeyValue(LogKeys.NODE, node)
                        .addKeyValue(LogKeys.REASON, capabilities.lacks())
                        .log("Node is not watched");
            }
        });
        if (watches.isEmpty()) {
            throw new StartupFailure("no node can be watched: " + String.join("; ", lacks));
        }
        feeds.forEach(feed -> metrics.heartbeat(feed.identity().node(), feed::lastHeartbeatAcknowledged));
        this.services =
                StateFeed.connect(kafka, Topics.SERVICES, ServiceRecord.class, new ServiceTaker(inboxes, metrics));
        this.pods = StateFeed.connect(
                kafka,
                Topics.PODS,
                PodRecord.class,
                new PodTaker(owners, ownerInboxes, metrics, InstantSource.system()));
        this.publisher = Publisher.connect(kafka, feeds, metrics);
        loops.start("publish", this::publish); // the first to start is the last to end
        loops.start("services", services::turn);
        loops.start("pods", pods::turn);
        turns.forEach(loops::start);
    }

    /** Good while every loop turned and every node's heartbeat was acknowledged lately. */
    public Status health() {
        return loops.fault()
                .map(Status::bad)
                .or(() -> publisher.failure().map(refused -> Status.bad("publishing ended: " + refused.getMessage())))
                .or(() -> silent(Instant.now()))
                .orElseGet(() -> Status.good("watching " + names()));
    }

    /** Good once every watched node had its first dump, which needs the services topic to its end. */
    public Status ready() {
        var begun =
                watches.stream().filter(watch -> watch.progress().isPresent()).count();
        return begun == watches.size()
                ? Status.good("watching " + names())
                : Status.bad(begun + " of " + watches.size() + " nodes had their first dump");
    }

    /** What ended a part of it for good; it does not come back by itself. */
    public Optional<Throwable> failure() {
        return loops.failure().or(publisher::failure);
    }

    @Override
    public void close() {
        loops.close();
        watches.forEach(NodeWatch::close);
        publisher.close();
        services.close();
        pods.close();
    }

    private void watch(NodeConfig config, NodeIdentity identity, NetworkNamespace namespace, NodeMetrics metrics) {
        var clock = NodeClock.system();
        var outbox = new Outbox(clock, config.queue());
        var inbox = new AddressInbox();
        var ownerInbox = new OwnerInbox(owners);
        inboxes.add(inbox);
        ownerInboxes.add(ownerInbox);
        var lacks = NodeCapabilities.podSockets(namespace);
        var watchMetrics = metrics.of(identity.node());
        var namespaces = new NodeNamespaces(namespace, otherNodes(config, namespace), lacks.isEmpty());
        var sampler = new SocketSampler(namespaces, clock, watchMetrics);
        var watch = new NodeWatch(new NodeWatch.Parts(
                NodeProbes.open(namespace, config.receiveBuffer()),
                clock,
                outbox,
                inbox,
                ownerInbox,
                sampler,
                watchMetrics,
                new NodeWatch.Limits(
                        config.retirement(),
                        config.goneRetirement(),
                        config.heartbeats().hold(),
                        config.readInterval(),
                        config.mostTracked())));
        var node = watches.size();
        watches.add(watch);
        turns.put("watch-" + node, watch::round);
        turns.put("sockets-" + node, sampler::turn);
        var proxy = config.proxy()
                .map(ports -> proxy(node, namespace, ports, watch))
                .orElseGet(NodeProducer::proxyIgnored);
        feeds.add(NodeFeed.watched(identity, outbox, watch::progress, proxy, lacks, config.heartbeats()));
    }

    private Supplier<Optional<ProxySeen>> proxy(
            int node, NetworkNamespace namespace, ProxyFinder.Ports ports, NodeWatch watch) {
        var clock = InstantSource.system();
        var finder = new ProxyFinder(namespace, NodeNamespaces.inode(namespace), ports, clock);
        BooleanSupplier suspicious = () ->
                watch.progress().map(progress -> progress.suspicious() > 0).orElse(false);
        var proxy = new ProxyWatch(finder::find, suspicious, clock);
        turns.put("proxy-" + node, proxy::turn);
        return proxy::latest;
    }

    private static Supplier<Optional<ProxySeen>> proxyIgnored() {
        var unknown = Optional.of(ProxySeen.unknown(Instant.now(), "node.proxy.enabled is false"));
        return () -> unknown;
    }

    private static Set<Long> otherNodes(NodeConfig config, NetworkNamespace own) {
        return config.nodes().values().stream()
                .filter(namespace -> !namespace.equals(own))
                .flatMap(namespace -> inode(namespace).stream())
                .collect(Collectors.toSet());
    }

    /** Empty if it cannot be entered: that node says so itself. */
    private static Optional<Long> inode(NetworkNamespace namespace) {
        try {
            return Optional.of(NodeNamespaces.inode(namespace));
        } catch (NetlinkException refused) {
            return Optional.empty();
        }
    }

    private void publish() {
        if (!publisher.turn()) {
            LockSupport.parkNanos(REST.toNanos());
        }
    }

    private Optional<Status> silent(Instant now) {
        return feeds.stream()
                .filter(feed -> feed.lastHeartbeatAcknowledged()
                        .map(at -> at.isBefore(now.minus(ACKNOWLEDGED)))
                        .orElse(false))
                .findFirst()
                .map(feed -> Status.bad("no heartbeat of " + feed.identity().node() + " acknowledged lately"));
    }

    private String names() {
        return feeds.stream()
                .map(feed -> feed.identity().node() + (feed.isBlind() ? " (not watched)" : ""))
                .collect(Collectors.joining(", "));
    }
}
