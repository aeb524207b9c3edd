/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.config.Settings;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.common.observe.Status;
import io.flowmend.streams.StreamsApp;
import io.flowmend.streams.config.AppConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The topology inside {@code up}. */
public final class StreamsPart implements Part {

    private final Map<String, String> fixed;
    private @Nullable StreamsApp app;

    public StreamsPart() {
        this(Map.of());
    }

    private StreamsPart(Map<String, String> fixed) {
        this.fixed = fixed;
    }

    /** Over a recording: nothing is commanded on arrival, and nothing at all by itself (design, section 4). */
    public static StreamsPart replaying() {
        return new StreamsPart(Map.of("streams.eager", "false", "planner.mode", "observe"));
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
        values.putIfAbsent("planner.keys", keys(context.state()).toString());
        values.putAll(fixed);
        var settings = Settings.of(values);
        var config = AppConfig.from(settings);
        settings.done();
        app = StreamsApp.start(config, context.metrics());
        return new Attachment.Attached("application id " + config.applicationId());
    }

    /** The platform's own keys, made at its first start: who may start it may sign. */
    private static Path keys(Path state) {
        var folder = new KeyFolder(state.resolve("keys"));
        if (folder.signer().isEmpty()) {
            try {
                new KeyMaker(folder).make();
            } catch (IOException unwritable) {
                throw new StartupFailure(
                        "no signing key can be made in " + folder.path() + ": " + unwritable.getMessage());
            }
        }
        return folder.path();
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
