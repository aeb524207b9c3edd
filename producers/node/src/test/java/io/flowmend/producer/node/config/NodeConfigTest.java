/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.config.Settings;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.producer.node.config.NodeConfig.Heartbeats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeConfigTest {

    @Test
    void defaults() {
        var config = read(Map.of("node.name", "node-a"));
        assertThat(config)
                .isEqualTo(new NodeConfig(
                        Map.of("node-a", NetworkNamespace.own()),
                        32 << 20,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(10),
                        10_000,
                        50_000,
                        new Heartbeats(Duration.ofMillis(500), Duration.ofSeconds(5))));
    }

    @Test
    void everyKeyIsHeeded() {
        var config = read(Map.of(
                "node.namespaces", "node-a=/run/netns/a, node-b=/proc/7/ns/net",
                "node.receive.buffer.mib", "3",
                "node.read.interval", "4s",
                "node.address.retirement", "1m",
                "node.tracked.max", "5",
                "node.queue.max", "600",
                "node.heartbeat.busy", "200ms",
                "node.heartbeat.idle", "2s"));
        assertThat(config)
                .isEqualTo(new NodeConfig(
                        Map.of(
                                "node-a", NetworkNamespace.at(Path.of("/run/netns/a")),
                                "node-b", NetworkNamespace.at(Path.of("/proc/7/ns/net"))),
                        3 << 20,
                        Duration.ofSeconds(4),
                        Duration.ofMinutes(1),
                        5,
                        600,
                        new Heartbeats(Duration.ofMillis(200), Duration.ofSeconds(2))));
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
