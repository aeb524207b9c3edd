/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.net.LoopbackPort;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.local.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code up} as a process of its own, one life after the other on the same ports and with the same state: its clients find it
 * again. The ports are kept for it between its lives.
 */
public record UpProcess(Path folder, int partitions, LoopbackPort port, LoopbackPort registryPort)
        implements AutoCloseable {

    /** What it says when its clients may begin. */
    public static final String READY = "bootstrap";

    /** On ports that are free. */
    public static UpProcess in(Path folder, int partitions) {
        return new UpProcess(folder, partitions, LoopbackPort.free(), LoopbackPort.free());
    }

    /** @param more arguments */
    public JavaChild start(List<String> more) {
        var arguments = new ArrayList<>(List.of(
                "up",
                "--json",
                "--state",
                folder.resolve("state").toString(),
                "--partitions",
                Integer.toString(partitions),
                "--port",
                Integer.toString(port.number()),
                "--registry-port",
                Integer.toString(registryPort.number()),
                "--http-port",
                "0"));
        arguments.addAll(more);
        return JavaChild.start(folder, Main.class, arguments);
    }

    /** Of a client that is soon back when the next life begins. */
    public KafkaSettings kafka() {
        return KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers",
                LoopbackPort.HOST + ":" + port.number(),
                "kafka.reconnect.backoff.max.ms",
                "200",
                "registry.url",
                "http://" + LoopbackPort.HOST + ":" + registryPort.number() + "/apis/ccompat/v7")));
    }

    @Override
    public void close() {
        port.close();
        registryPort.close();
    }
}
