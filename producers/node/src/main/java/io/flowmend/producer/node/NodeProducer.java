/* Licensed under Apache-2.0. */
package io.flowmend.producer.node;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaCheck;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.common.observe.Status;
import io.flowmend.producer.node.codec.NodeIdentity;
import io.flowmend.producer.node.config.NodeConfig;
import io.flowmend.producer.node.probe.NodeCapabilities;
import io.flowmend.producer.node.publish.NodeFeed;
import io.flowmend.producer.node.publish.Publisher;
import io.flowmend.producer.node.publish.ServiceFeed;
import io.flowmend.producer.node.watch.AddressInbox;
import io.flowmend.producer.node.watch.NodeClock;
import io.flowmend.producer.node.watch.NodeProbes;
import io.flowmend.producer.node.watch.NodeWatch;
import io.flowmend.producer.node.watch.Outbox;
import io.flowmend.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the configured nodes and publishes what it sees, until closed.
 *
 * <p>Threads: one per node, one that publishes, one that reads services. A thread that breaks ends its work; health says
 * so, and whoever runs the producer restarts it.
 */
public final class NodeProducer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeProducer.class);
    private static final Duration LATELY = Duration.ofSeconds(15);
    private static final Duration REST = Duration.ofMillis(5);

    private final List<Loop> loops = new ArrayList<>();
    private final List<NodeWatch> watches = new ArrayList<>();
    private final List<NodeFeed> feeds = new ArrayList<>();
    private final Publisher publisher;
    private final ServiceFeed services;

    /**
     * @throws StartupFailure if no node can be watched, the broker is out of reach or a topic is missing; a node among
     *     several that cannot be watched says so in its heartbeats
     */
    public static NodeProducer start(NodeConfig config, KafkaSettings kafka, MeterRegistry registry) {
        KafkaCheck.partitions(kafka, List.of(Topics.SERVICES, Topics.NODE_FLOWS, Topics.NODE_STATUS));
        return new NodeProducer(config, kafka, new NodeMetrics(registry));
    }

    private NodeProducer(NodeConfig config, KafkaSettings kafka, NodeMetrics metrics) {
        var inboxes = new ArrayList<AddressInbox>();
        var lacks = new ArrayList<String>();
        config.nodes().forEach((node, namespace) -> {
            var identity = NodeIdentity.born(kafka.cluster(), node);
            var capabilities = NodeCapabilities.check(namespace);
            if (capabilities.complete()) {
                var inbox = new AddressInbox();
                inboxes.add(inbox);
                watch(config, identity, NodeProbes.open(namespace, config.receiveBuffer()), inbox, metrics);
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
        this.services = ServiceFeed.connect(kafka, inboxes, metrics);
        this.publisher = Publisher.connect(kafka, feeds, metrics);
        loops.add(Loop.start("services", services::turn));
        for (var i = 0; i < watches.size(); i++) {
            loops.add(Loop.start("watch-" + i, watches.get(i)::round));
        }
        loops.add(Loop.start("publish", this::publish));
    }

    /** Good while every loop turned and every node's heartbeat was acknowledged lately. */
    public Status health() {
        var now = Instant.now();
        return loops.stream()
                .filter(loop -> loop.broken().isPresent() || loop.turned().isBefore(now.minus(LATELY)))
                .findFirst()
                .map(loop -> Status.bad("loop " + loop.name() + " "
                        + loop.broken().map(failed -> "broke: " + failed).orElse("does not turn")))
                .or(() -> publisher.failure().map(refused -> Status.bad("publishing ended: " + refused.getMessage())))
                .or(() -> silent(now))
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
        return loops.stream()
                .flatMap(loop -> loop.broken().stream())
                .findFirst()
                .or(publisher::failure);
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
        watches.forEach(NodeWatch::close);
        publisher.close();
        services.close();
    }

    private void watch(
            NodeConfig config, NodeIdentity identity, NodeProbes probes, AddressInbox inbox, NodeMetrics metrics) {
        var clock = NodeClock.system();
        var outbox = new Outbox(clock, config.queue());
        var watch = new NodeWatch(new NodeWatch.Parts(
                probes,
                clock,
                outbox,
                inbox,
                metrics.of(identity.node()),
                config.retirement(),
                config.readInterval(),
                config.mostTracked()));
        watches.add(watch);
        feeds.add(NodeFeed.watched(identity, outbox, watch::progress, config.heartbeats()));
    }

    private void publish() {
        if (!publisher.turn()) {
            LockSupport.parkNanos(REST.toNanos());
        }
    }

    private Optional<Status> silent(Instant now) {
        return feeds.stream()
                .filter(feed -> feed.lastHeartbeatAcknowledged()
                        .map(at -> at.isBefore(now.minus(LATELY)))
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
