/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.observe.HttpSettings;
import io.flowmend.common.observe.LogKeys;
import io.flowmend.common.observe.ObservabilityServer;
import io.flowmend.remediation.config.ExecutorConfig;
import io.flowmend.remediation.node.KernelHands;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The executor as a process of its own; {@code up} never starts it. */
@CommandLine.Command(
        name = "executor",
        description =
                "Takes signed commands for this node and carries out those that the node itself shows to be right."
                        + " Begins in dry-run: --set executor.mode=act lets it act.")
public final class Main extends Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(15);

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
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped)));
        try (var executor = Executor.start(config.executor(), config.kafka(), metrics, KernelHands::open);
                var server = ObservabilityServer.start(config.http(), executor::health, executor::ready, metrics)) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.NODE, config.executor().node())
                    .addKeyValue(LogKeys.PORT, server.port())
                    .log("Taking commands");
            untilStopped(executor, stop);
            return ExitCode.OK;
        } finally {
            stopped.countDown();
        }
    }

    /** What it may do, what it can do and whom it believes: the lines that an operator reads first. */
    private static void introduce(ExecutorConfig config) {
        LOG.atInfo()
                .addKeyValue(LogKeys.NODE, config.node())
                .addKeyValue(LogKeys.STATE, config.policy().dryRun() ? "dry-run" : "act")
                .addKeyValue(LogKeys.KIND, config.policy().actions())
                .log(
                        "Executor starts; every action needs CAP_NET_ADMIN, destroy-sockets CAP_SYS_ADMIN and CAP_SYS_PTRACE too");
        Capabilities.own()
                .lacks(config.policy().actions())
                .forEach(lack -> LOG.atWarn().addKeyValue(LogKeys.REASON, lack).log("A right is missing"));
        var trusted = new KeyFolder(config.keys()).trusted();
        if (trusted.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.REASON, config.keys())
                    .log("No key is trusted: every command will be refused until trusted/KEYID.pub is there");
        }
    }

    private static void untilStopped(Executor executor, CountDownLatch stop) throws InterruptedException {
        while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            executor.failure().ifPresent(failure -> {
                throw new StartupFailure("the executor cannot go on: " + failure);
            });
        }
    }

    /** The shutdown hook: what was begun is ended before the process ends. */
    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue(LogKeys.DURATION, STOP).log("Did not stop in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
