/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.net.LoopbackPort;
import io.flowmend.common.observe.HttpSettings;
import io.flowmend.common.observe.ObservabilityServer;
import io.flowmend.local.part.Part;
import io.flowmend.local.part.PartContext;
import io.flowmend.local.part.PartSettings;
import io.flowmend.local.part.Parts;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.PlatformSettings;
import io.flowmend.local.platform.StateFolder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One life of {@code up}, from the first line to the last. */
record RunningPlatform(
        PlatformSettings platform, Map<String, String> settings, int httpPort, Activity activity, boolean json) {

    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    ExitCode run(StateFolder folder, List<Part> wanted, StopSignal stop, TimedProgress progress)
            throws InterruptedException {
        try (var port = LoopbackPort.claim(httpPort, "--http-port")) {
            progress.say("starting on " + folder.path());
            return run(folder, wanted, stop, progress, new HttpSettings(LoopbackPort.HOST, port.number()));
        }
    }

    private ExitCode run(
            StateFolder folder, List<Part> wanted, StopSignal stop, TimedProgress progress, HttpSettings served)
            throws InterruptedException {
        try (var metrics = new Meters();
                var running = Platform.start(folder, platform, progress);
                var parts = new Parts();
                var http = ObservabilityServer.start(served, parts::health, parts::ready, metrics.registry())) {
            var deal = new PartSettings(settings, running.clientSettings());
            parts.attach(
                    wanted,
                    part -> new PartContext(
                            deal.of(part), metrics.registry(), folder.path().resolve("parts")),
                    progress);
            var addresses = new Addresses(
                    folder.path(), running, http.port(), platform.topics().prefix());
            folder.running().write(addresses.clientSettings());
            addresses.print(json ? System.err : System.out, json);
            awaitReady(parts, stop, progress);
            progress.say("ready; Ctrl-C stops");
            return activity.run(running, parts, stop, progress);
        }
    }

    /** A part that cannot be ready says so and may be ready later: its world is not ours to wait for. */
    private static void awaitReady(Parts parts, StopSignal stop, TimedProgress progress) throws InterruptedException {
        for (var waited = Duration.ZERO; !parts.ready().good(); waited = waited.plus(PERIOD)) {
            if (waited.compareTo(PATIENCE) > 0) {
                progress.say("not ready yet: " + parts.ready().detail());
                return;
            }
            if (stop.within(PERIOD)) {
                return;
            }
        }
    }

    /** The registry of meters is no AutoCloseable. */
    private record Meters(PrometheusMeterRegistry registry) implements AutoCloseable {
        Meters() {
            this(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        }

        @Override
        public void close() {
            registry.close();
        }
    }
}
