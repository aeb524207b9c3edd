/* Licensed under Apache-2.0. */
package io.flowmend.producer.node;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.HttpSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.common.observe.ObservabilityServer;
import io.flowmend.common.process.Life;
import io.flowmend.producer.node.config.NodeConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The node producer as a process of its own. */
@CommandLine.Command(
        name = "node",
        description =
                "Publishes what the kernel of this node says of flows towards service addresses. Changes nothing.")
public final class Main extends Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** Everything that this process can be told; {@code done()} is left to the caller. */
    public record Config(NodeConfig node, KafkaSettings kafka, HttpSettings http) {
        public static Config from(Settings settings) {
            return new Config(NodeConfig.from(settings), KafkaSettings.from(settings), HttpSettings.from(settings));
        }
    }

    @Override
    protected ExitCode run(Map<String, String> values) throws InterruptedException {
        var settings = Settings.of(values);
        var config = Config.from(settings);
        settings.done();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var life = new Life("node producer");
                var producer = NodeProducer.start(config.node(), config.kafka(), metrics);
                var server = ObservabilityServer.start(config.http(), producer::health, producer::ready, metrics)) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.NODE, config.node().nodes().keySet())
                    .addKeyValue(LogKeys.PORT, server.port())
                    .log("Watching");
            return life.awaitEnd(producer::failure);
        }
    }
}
