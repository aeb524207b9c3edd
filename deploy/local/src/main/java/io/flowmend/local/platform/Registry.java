/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.net.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The schema registry, a child process; see {@link RegistryCommand}. */
public final class Registry implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WINDING_UP = Duration.ofSeconds(5);
    private static final Duration PERIOD = Duration.ofMillis(50);

    private final Process watched;
    private final Path folder;
    private final Path log;
    private final LoopbackPort port;

    private Registry(Process watched, Path folder, Path log, LoopbackPort port) {
        this.watched = watched;
        this.folder = folder;
        this.log = log;
        this.port = port;
    }

    /**
     * Ends a child that an earlier platform left on this folder, then launches a new one; does not wait for it.
     *
     * @param home where {@code quarkus-run.jar} is
     * @param log gets what the child prints
     */
    public static Registry launch(Path home, Path folder, Path log, int port) {
        if (!Files.exists(home.resolve(RegistryCommand.JAR))) {
            throw new StartupFailure(
                    "the schema registry is not in " + home + "; build it with ./mvnw package -DskipTests");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        RegistryLeftover.end(folder); // before the port is claimed: it may be there
        var claimed = LoopbackPort.claim(port, "--registry-port");
        try {
            var builder = new ProcessBuilder(new RegistryCommand(home, folder, claimed.number()).words())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
            builder.environment()
                    .put("FLOWMEND_PID_FILE", RegistryLeftover.file(folder).toString());
            return new Registry(builder.start(), folder, log, claimed);
        } catch (IOException unstartable) {
            claimed.close();
            throw new UncheckedIOException(unstartable);
        }
    }

    /** @throws StartupFailure if it ends or stays silent */
    public Registry awaitReady() {
        var request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(Duration.ofSeconds(2))
                .build();
        var patient = System.nanoTime() + PATIENCE.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (!answers(client, request)) {
                if (watched.waitFor(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new StartupFailure("the schema registry ended while it started; its words are in " + log);
                }
                if (System.nanoTime() > patient) {
                    throw new StartupFailure("the schema registry is not ready after " + PATIENCE.toSeconds()
                            + " s; its words are in " + log);
                }
            }
            return this;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while the schema registry started");
        }
    }

    /** Address of its Confluent-compatible API. */
    public String url() {
        return "http://" + LoopbackPort.HOST + ":" + port.number() + "/apis/ccompat/v7";
    }

    public boolean alive() {
        return watched.isAlive();
    }

    @Override
    public void close() {
        try (port) {
            watched.getOutputStream().close(); // at which a child whose pid nobody knows yet is ended too
            RegistryLeftover.end(folder);
            if (!watched.waitFor(WINDING_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                watched.destroyForcibly();
            }
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        } catch (InterruptedException interrupted) {
            watched.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
