/* Licensed under Apache-2.0. */
package io.flowmend.streams;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.config.Settings;
import io.flowmend.common.observe.ObservabilityServer;
import io.flowmend.streams.config.AppConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The topology as a process of its own. */
@Command(
        name = "streams",
        description = "Runs the topology against an existing Kafka and schema registry.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped", "1:failed while running", "2:wrong settings", "4:broker, registry or topic missing"
        })
public final class Main extends Launch {

    @Override
    protected ExitCode run(Map<String, String> values) throws InterruptedException {
        var settings = Settings.of(values);
        var config = AppConfig.from(settings);
        settings.done();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var app = StreamsApp.start(config, metrics);
                var http = ObservabilityServer.start(config.http(), app::health, app::ready, metrics)) {
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
            System.out.println("flowmend: topology runs; health and metrics on http://"
                    + config.http().host() + ":" + http.port());
            app.awaitEnd();
            return ExitCode.FAILED;
        }
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
