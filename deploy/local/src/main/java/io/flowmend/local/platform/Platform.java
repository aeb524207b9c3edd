/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.net.LoopbackPort;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Broker, registry, topics and schemas, ready for the parts. */
public final class Platform implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final Registry registry;

    private Platform(EmbeddedBroker broker, Registry registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Starts both side by side and returns when they are filled from the catalogue.
     *
     * @throws StartupFailure in one line, with nothing left running
     */
    public static Platform start(StateFolder state, PlatformSettings settings, Progress progress) {
        // Claimed before a child is launched for nothing.
        try (var port = LoopbackPort.claim(settings.port(), "--port")) {
            var registry = Registry.launch(
                    settings.registryHome(),
                    state.registry(),
                    state.logs().resolve("registry.log"),
                    settings.registryPort());
            try {
                var broker = EmbeddedBroker.start(state.broker(), port.number());
                progress.say("broker ready on " + broker.bootstrap());
                return filled(broker, registry, settings, progress);
            } catch (RuntimeException failed) {
                registry.close();
                throw failed;
            }
        }
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    public String registryUrl() {
        return registry.url();
    }

    /** False once the registry child has ended by itself. */
    public boolean registryAlive() {
        return registry.alive();
    }

    /** What a process needs to be its client. */
    public Map<String, String> clientSettings() {
        return Map.of("kafka.bootstrap.servers", bootstrap(), "registry.url", registryUrl());
    }

    @Override
    public void close() {
        try (registry) {
            broker.close();
        }
    }

    private static Platform filled(
            EmbeddedBroker broker, Registry registry, PlatformSettings settings, Progress progress) {
        try {
            fill(broker, registry, settings, progress);
            return new Platform(broker, registry);
        } catch (RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    private static void fill(EmbeddedBroker broker, Registry registry, PlatformSettings settings, Progress progress) {
        var config = new HashMap<String, Object>(Map.of("bootstrap.servers", broker.bootstrap()));
        try (var admin = Admin.create(config)) {
            var created = settings.topics().apply(admin);
            progress.say("topics ready (" + created.size() + " created)");
            var markers = new TransactionMarkers(broker.address());
            var ended = HangingTransactions.end(new AdminTransactions(admin, markers));
            if (!ended.isEmpty()) {
                progress.say("ended transactions that a kill had left open: " + ended);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while topics were created");
        }
        registry.awaitReady();
        progress.say("registry ready on " + registry.url());
        SchemaSetup.apply(registry.url(), settings.topics().prefix());
        progress.say("schemas registered");
    }
}
