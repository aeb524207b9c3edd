/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.producer.node.proxy.ProxyFinder;
import io.flowmend.producer.node.sample.Lifetime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which nodes are watched, and how.
 *
 * @param nodes name of each node in Kubernetes, and where it is watched
 * @param receiveBuffer octets that the kernel may queue for one node
 * @param readInterval between two reads of a suspicious entry
 * @param retirement how long an address that no service claims any more is still watched
 * @param goneRetirement how long an address whose pod ended is watched if nothing is sent there
 * @param mostTracked suspicious entries of one node at a time, and sockets
 * @param queue facts that wait for the broker, per node
 * @param heartbeats how often a node says that it is there
 * @param proxy where the node's kube-proxy answers; empty if it is not looked for
 */
public record NodeConfig(
        Map<String, NetworkNamespace> nodes,
        int receiveBuffer,
        Duration readInterval,
        Duration retirement,
        Duration goneRetirement,
        int mostTracked,
        int queue,
        Heartbeats heartbeats,
        Optional<ProxyFinder.Ports> proxy) {

    private static final Pattern NODE = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final int MEBI = 1 << 20;

    public NodeConfig {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /**
     * How often a node says that it is there.
     *
     * @param busy while something is suspicious
     * @param idle otherwise
     * @param hold so long after the end of an owner whose address something here still reaches, it says so at once
     */
    public record Heartbeats(Duration busy, Duration idle, Duration hold) {}

    public static NodeConfig from(Settings settings) {
        var name = settings.optional(
                        "node.name",
                        Check.matching(NODE.pattern(), "the node's name in Kubernetes"),
                        "Name of this node in Kubernetes; the host's name if not set. Not used with node.namespaces.")
                .orElseGet(NodeConfig::hostname);
        var namespaces = settings.optional(
                "node.namespaces",
                new Check<>(
                        "name=/path/to/netns, separated by commas, no name twice",
                        written -> !parse(written).isEmpty()),
                "Network namespaces to watch, each a node of its own; the own namespace if not set.");
        var config = new NodeConfig(
                namespaces
                        .map(NodeConfig::parse)
                        .filter(nodes -> !nodes.isEmpty())
                        .orElse(Map.of(name, NetworkNamespace.own())),
                settings.integer(
                                "node.receive.buffer.mib",
                                32,
                                Check.between(1, 1024),
                                "MiB of conntrack events that the kernel may queue for one node; one more is lost.")
                        * MEBI,
                settings.duration(
                        "node.read.interval",
                        Lifetime.TELLING,
                        new Check<>("a duration of 2010ms to 1m", NodeConfig::isReadInterval),
                        "How often a suspicious entry is read, to see whether its sender still sends."),
                settings.duration(
                        "node.address.retirement",
                        Duration.ofMinutes(10),
                        Check.positive(),
                        "How long the address of a deleted service is still watched."),
                settings.duration(
                        "node.gone.retirement",
                        Duration.ofMinutes(5),
                        Check.positive(),
                        "How long the address of an ended pod is still watched if nothing is sent there."),
                settings.integer(
                        "node.tracked.max",
                        10_000,
                        Check.between(1, 1_000_000),
                        "Suspicious entries of one node that are tracked; one more counts as lost."),
                settings.integer(
                        "node.queue.max",
                        50_000,
                        Check.between(100, 10_000_000),
                        "Facts of one node that may wait for the broker; one more counts as lost."),
                new Heartbeats(
                        settings.duration(
                                "node.heartbeat.busy",
                                Duration.ofMillis(500),
                                Check.positive(),
                                "Time between heartbeats while a suspicious entry is tracked."),
                        settings.duration(
                                "node.heartbeat.idle",
                                Duration.ofSeconds(5),
                                Check.positive(),
                                "Time between heartbeats otherwise."),
                        settings.duration(
                                "node.heartbeat.hold",
                                Duration.ofSeconds(2),
                                Check.notNegative(),
                                "So long after a pod's end a heartbeat goes out at once if something here still reaches its"
                                        + " address: `streams.ghostflow.hold`, which it proves.")),
                proxy(settings));
        settings.require(
                config.heartbeats().busy().compareTo(config.heartbeats().idle()) <= 0,
                "node.heartbeat.busy must not be longer than node.heartbeat.idle");
        return config;
    }

    private static Optional<ProxyFinder.Ports> proxy(Settings settings) {
        var enabled = settings.flag(
                "node.proxy.enabled",
                true,
                "Whether the node's kube-proxy is looked for: by its ports on 127.0.0.1, else by its process and by its table, chain or device.");
        var ports = new ProxyFinder.Ports(
                settings.integer(
                        "node.proxy.metrics.port", 10_249, Check.between(1, 65_535), "Port of kube-proxy's metrics."),
                settings.integer(
                        "node.proxy.health.port", 10_256, Check.between(1, 65_535), "Port of kube-proxy's health."));
        return enabled ? Optional.of(ports) : Optional.empty();
    }

    /** Empty if it is not understood. */
    private static Map<String, NetworkNamespace> parse(String written) {
        var nodes = new LinkedHashMap<String, NetworkNamespace>();
        for (var part : List.of(Pattern.compile(",").split(written))) {
            var at = part.indexOf('=');
            var name = at < 1 ? "" : part.substring(0, at).strip();
            var path = at < 1 ? "" : part.substring(at + 1).strip();
            if (!NODE.matcher(name).matches()
                    || !path.startsWith("/")
                    || nodes.put(name, NetworkNamespace.at(Path.of(path))) != null) {
                return Map.of();
            }
        }
        return nodes;
    }

    private static boolean isReadInterval(Duration interval) {
        return interval.compareTo(Lifetime.TELLING) >= 0 && interval.compareTo(Duration.ofMinutes(1)) <= 0;
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
