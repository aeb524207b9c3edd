/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.observe.HttpSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.common.observe.ObservabilityServer;
import io.flowmend.common.process.Life;
import io.flowmend.remediation.config.ExecutorConfig;
import io.flowmend.remediation.node.KernelHands;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine;

/** The executor as a process of its own; {@code up} never starts it. */
@CommandLine.Command(
        name = "executor",
        description =
                "Takes signed commands for this node and carries out those that the node itself shows to be right."
                        + " Begins in dry-run: --set executor.mode=act lets it act.")
public final class Main extends Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** Everything that this process can be told; {@code done()} is left to the caller. */
    public record Config(ExecutorConfig executor, KafkaSettings kafka, HttpSettings http) {
        public static Config from(Settings settings) {
            return new Config(ExecutorConfig.from(settings), KafkaSettings.from(settings), HttpSettings.from(settings));
        }
    }

    @Override
    protected ExitCode run(Map<String, String> values) throws InterruptedException {
        var settings = Settings.of(values);
        var config = Config.from(settings);
        settings.done();
        introduce(config.executor());
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var life = new Life("executor");
                var executor = Executor.start(config.executor(), config.kafka(), metrics, KernelHands::open);
                var server = ObservabilityServer.start(config.http(), executor::health, executor::ready, metrics)) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.NODE, config.executor().node())
                    .addKeyValue(LogKeys.PORT, server.port())
                    .log("Taking commands");
            return life.awaitEnd(executor::failure);
        }
    }

    /** What it may do, what it can do and whom it believes: the lines that an operator reads first. */
    private static void introduce(ExecutorConfig config) {
        LOG.atInfo()
                .addKeyValue(LogKeys.NODE, config.node())
                .addKeyValue(LogKeys.STATE, config.policy().dryRun() ? "dry-run" : "act")
                .addKeyValue(LogKeys.KIND, config.policy().actions())
                .log("Executor starts");
        Capabilities.own()
                .needs(config.policy().actions())
                .forEach(need ->
                        LOG.atLevel(need.has() ? Level.INFO : Level.WARN).log(need.words()));
        var trusted = new KeyFolder(config.keys()).trusted();
        if (trusted.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.REASON, config.keys())
                    .log("No key is trusted: every command will be refused until trusted/KEYID.pub is there");
        }
    }
}
