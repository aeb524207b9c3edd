/* Licensed under Apache-2.0. */
package io.flowmend.common.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.flowmend.common.cli.StartupFailure;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /health} (200 while it makes progress), {@code /ready} (200 once it can be relied on), {@code /metrics}. */
public final class ObservabilityServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor;

    private ObservabilityServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /** @throws StartupFailure if the address is taken or not ours */
    public static ObservabilityServer start(
            HttpSettings settings, Supplier<Status> health, Supplier<Status> ready, PrometheusMeterRegistry metrics) {
        try {
            var server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
            var executor = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("observability").factory());
            server.setExecutor(executor);
            server.createContext("/health", exchange -> answer(exchange, health.get()));
            server.createContext("/ready", exchange -> answer(exchange, ready.get()));
            server.createContext("/metrics", exchange -> answer(exchange, 200, metrics.scrape()));
            server.start();
            return new ObservabilityServer(server, executor);
        } catch (IOException taken) {
            throw new StartupFailure("http.port " + settings.port() + " on " + settings.host() + " cannot be used: "
                    + taken.getMessage());
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Status status) throws IOException {
        answer(exchange, status.good() ? 200 : 503, status.detail() + "\n");
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
