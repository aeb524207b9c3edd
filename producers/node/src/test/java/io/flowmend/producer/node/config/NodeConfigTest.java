/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.config.Settings;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.producer.node.config.NodeConfig.Heartbeats;
import io.flowmend.producer.node.proxy.ProxyFinder;
import io.flowmend.producer.node.sample.Lifetime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeConfigTest {

    @Test
    void defaults() {
        var config = read(Map.of("node.name", "node-a"));
        assertThat(config)
                .isEqualTo(new NodeConfig(
                        Map.of("node-a", NetworkNamespace.own()),
                        32 << 20,
                        Lifetime.TELLING,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        10_000,
                        50_000,
                        new Heartbeats(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(2)),
                        Optional.of(new ProxyFinder.Ports(10_249, 10_256))));
    }

    @Test
    void everyKeyIsHeeded() {
        var config = read(Map.ofEntries(
                entry("node.namespaces", "node-a=/run/netns/a, node-b=/proc/7/ns/net"),
                entry("node.receive.buffer.mib", "3"),
                entry("node.read.interval", "4s"),
                entry("node.address.retirement", "1m"),
                entry("node.gone.retirement", "2m"),
                entry("node.tracked.max", "5"),
                entry("node.queue.max", "600"),
                entry("node.heartbeat.busy", "200ms"),
                entry("node.heartbeat.idle", "2s"),
                entry("node.heartbeat.hold", "3s"),
                entry("node.proxy.metrics.port", "1249"),
                entry("node.proxy.health.port", "1256")));
        assertThat(config)
                .isEqualTo(new NodeConfig(
                        Map.of(
                                "node-a", NetworkNamespace.at(Path.of("/run/netns/a")),
                                "node-b", NetworkNamespace.at(Path.of("/proc/7/ns/net"))),
                        3 << 20,
                        Duration.ofSeconds(4),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        5,
                        600,
                        new Heartbeats(Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                        Optional.of(new ProxyFinder.Ports(1249, 1256))));
    }

    @Test
    void aProxyNeedNotBeLookedFor() {
        assertThat(read(Map.of("node.name", "node-a", "node.proxy.enabled", "false"))
                        .proxy())
                .isEmpty();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThatThrownBy(() -> read(Map.of(
                        "node.namespaces", "node-a=/a,node-a=/b",
                        "node.read.interval", "1s",
                        "node.heartbeat.busy", "9s")))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.faults())
                                .hasSize(3)
                                .anyMatch(fault -> fault.startsWith("node.namespaces is 'node-a=/a,node-a=/b'"))
                                .anyMatch(fault -> fault.startsWith("node.read.interval is '1s'"))
                                .anyMatch(fault -> fault.startsWith("node.heartbeat.busy must not be longer")));
    }

    private static NodeConfig read(Map<String, String> values) {
        var settings = Settings.of(values);
        var config = NodeConfig.from(settings);
        settings.done();
        return config;
    }
}
