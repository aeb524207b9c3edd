/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.platform.StateFolder;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.streams.StreamsApp;
import io.flowmend.streams.config.AppConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker of a test's own with the topics of the catalogue, and a folder for the stores of a topology. */
public final class PrivatePlatform implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);

    private final StateFolder folder = StateFolder.temporary();
    private final KafkaUnderTest broker;
    private final String registryUrl;

    private PrivatePlatform(KafkaUnderTest broker, String registryUrl) {
        this.broker = broker;
        this.registryUrl = registryUrl;
    }

    public static PrivatePlatform start(KafkaUnderTest broker, String registryUrl, TopicSetup topics) {
        var platform = new PrivatePlatform(broker, registryUrl);
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            topics.apply(admin);
            return platform;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The topology in this process, running. The caller closes it before the platform. */
    public StreamsApp topology() {
        return topology(Map.of());
    }

    /** The same, told something more. */
    public StreamsApp topology(Map<String, String> more) {
        var told = new HashMap<>(settings());
        told.putAll(more);
        var app = StreamsApp.start(AppConfig.from(Settings.of(told)), new SimpleMeterRegistry());
        Waiting.until("the topology runs", READY, () -> app.ready().good());
        return app;
    }

    public KafkaSettings kafka() {
        return KafkaSettings.from(Settings.of(settings()));
    }

    /** What a topology on this platform is told. */
    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("streams.eager", "false"); // a replay runs without
        settings.put("kafka.bootstrap.servers", broker.bootstrap());
        settings.put("registry.url", registryUrl);
        settings.put("streams.state.store", "memory"); // as replay does
        settings.put("streams.state.dir", folder.path().resolve("streams").toString());
        return settings;
    }

    @Override
    public void close() {
        broker.close();
        folder.close();
    }
}
