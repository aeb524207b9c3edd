/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.config.Settings;
import io.flowmend.common.observe.Status;
import io.flowmend.streams.StreamsApp;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.detector.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The topology inside {@code up}. */
public final class StreamsPart implements Part {

    private static final String STORE = "streams.state.store";
    /** For a private platform: what ends with its process need not be on disk. */
    private static final String PASSING = "memory";

    private final Map<String, String> fixed;
    private final Map<String, String> usual;
    private final Facts facts;
    private @Nullable StreamsApp app;

    public StreamsPart() {
        this(Map.of(), Map.of(), Facts.NOBODY_ASKS);
    }

    private StreamsPart(Map<String, String> fixed, Map<String, String> usual, Facts facts) {
        this.fixed = fixed;
        this.usual = usual;
        this.facts = facts;
    }

    /**
     * Over a scenario, on a private platform whose only executor is in dry-run: the planner commands. Nothing on arrival, because
     * that depends on when a record arrives (design, section 4). A lost node is confirmed sooner than in operation, unless it is
     * set otherwise: nobody waits a minute for a demo.
     */
    public static StreamsPart playing() {
        return new StreamsPart(
                Map.of("streams.eager", "false", "planner.mode", "auto"),
                Map.of("streams.nodeloss.confirm", "10s", STORE, PASSING),
                Facts.NOBODY_ASKS);
    }

    /** Over a recording, on a private platform without executors: the planner commands unless it is told otherwise. */
    public static StreamsPart replaying(String applicationId, Facts facts) {
        return new StreamsPart(
                Map.of("streams.replay", "true", "streams.application.id", applicationId),
                Map.of("planner.mode", "auto", STORE, PASSING),
                facts);
    }

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public List<String> prefixes() {
        return List.of("streams.", "planner.");
    }

    @Override
    public Attachment attach(PartContext context) {
        var values = new HashMap<>(context.settings());
        values.putIfAbsent(
                "streams.state.dir", context.state().resolve("streams").toString());
        values.putIfAbsent(
                "planner.keys", PlatformKeys.folder(context.state()).path().toString());
        usual.forEach(values::putIfAbsent);
        var unusual = usual.keySet().stream()
                .sorted()
                .map(key -> ", " + key + "=" + values.get(key))
                .collect(Collectors.joining());
        var config = config(values);
        app = StreamsApp.start(config, context.metrics(), facts);
        return new Attachment.Attached("application id " + config.applicationId() + unusual);
    }

    /** @throws InvalidSettings if it could not start with them; nothing is started */
    public void check(Map<String, String> settings) {
        config(settings);
    }

    private AppConfig config(Map<String, String> told) {
        var values = new HashMap<>(told);
        values.putAll(fixed);
        var settings = Settings.of(values);
        var config = AppConfig.from(settings);
        settings.done();
        return config;
    }

    @Override
    public Status health() {
        return app == null ? Status.bad("not started") : app.health();
    }

    @Override
    public Optional<String> ended() {
        return app == null || app.health().good()
                ? Optional.empty()
                : Optional.of(app.health().detail());
    }

    @Override
    public Status ready() {
        return app == null ? Status.bad("not started") : app.ready();
    }

    @Override
    public void close() {
        if (app != null) {
            app.close();
        }
    }
}
