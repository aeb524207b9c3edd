/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.net.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The node producer as a process of its own, with the flags of an agent. */
final class AgentProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final LoopbackPort port;
    private final URI address;

    private AgentProcess(Process process, LoopbackPort port) {
        this.process = process;
        this.port = port;
        this.address = URI.create("http://" + LoopbackPort.HOST + ":" + port.number());
    }

    /** @param flags of its virtual machine */
    static AgentProcess start(List<String> flags, Map<String, String> settings, Path log) {
        var port = LoopbackPort.free();
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        words.add(io.flowmend.producer.node.Main.class.getName());
        settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        words.addAll(List.of("--set", "http.port=" + port.number()));
        try {
            var builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            return new AgentProcess(builder.start(), port);
        } catch (IOException unstartable) {
            port.close();
            throw new UncheckedIOException(unstartable);
        }
    }

    long pid() {
        return process.pid();
    }

    /** @throws StartupFailure if it ends or does not become ready */
    void awaitReady() throws InterruptedException {
        var patient = System.nanoTime() + PATIENCE.toNanos();
        while (!ready()) {
            if (process.waitFor(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StartupFailure("the node producer ended while it started");
            }
            if (System.nanoTime() > patient) {
                throw new StartupFailure("the node producer is not ready after " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    Scrape metrics() throws InterruptedException {
        try {
            return Scrape.of(
                    client.send(request("/metrics"), BodyHandlers.ofString()).body());
        } catch (IOException silent) {
            throw new UncheckedIOException("the node producer no longer answers", silent);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        port.close();
    }

    private boolean ready() throws InterruptedException {
        try {
            return client.send(request("/ready"), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }
}
