/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.local.demo.DemoScenario;
import io.flowmend.local.demo.ScenarioNode;
import io.flowmend.local.part.Part;
import io.flowmend.local.part.PartSettings;
import io.flowmend.local.platform.PlatformSettings;
import io.flowmend.local.platform.StateFolder;
import io.flowmend.local.platform.TopicSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything on this machine and runs until it is stopped. */
@Command(
        name = "up",
        description = "Starts broker, registry, topology and producers on this machine and runs until Ctrl-C.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the demo came as expected (--demo --once)",
            "1:something ended that should run, or the demo did not come as expected",
            "2:wrong arguments or settings",
            "4:a port or the state folder is taken, or a part of the platform does not start",
            "130, 143:stopped in good order by Ctrl-C or SIGTERM"
        })
public final class UpCommand extends Launch {

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "Port of the broker, 0 for a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            description = "Port of the schema registry, 0 for a free one (${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(
            names = "--http-port",
            defaultValue = "9464",
            description = "Port of /health, /ready and /metrics, 0 for a free one (${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--partitions",
            defaultValue = "12",
            description = "Partitions of topics that do not exist yet (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--state", paramLabel = "DIR", description = "State folder (~/.local/state/flowmend).")
    private @Nullable Path state;

    @Option(names = "--ephemeral", description = "Keep nothing: a temporary state folder, removed at the end.")
    private boolean ephemeral;

    @Option(names = "--json", description = "When ready, print addresses as one JSON line; progress goes to stderr.")
    private boolean json;

    @Option(
            names = "--demo",
            description =
                    "Play an incident and its look-alikes through a private platform; needs neither root nor cluster."
                            + " Free ports, no state kept.")
    private boolean demo;

    @Option(names = "--once", description = "With --demo: end afterwards; the exit code says if all came as expected.")
    private boolean once;

    @Option(
            names = "--scenario",
            paramLabel = "DIR",
            description =
                    "With --demo: another scenario, DIR/in.jsonl, DIR/node.jsonl (or none) and DIR/expected.jsonl.")
    private @Nullable Path scenario;

    private final Supplier<List<Part>> parts;
    private final Function<Optional<ScenarioNode>, List<Part>> demoParts;

    /**
     * @param parts made new for each start
     * @param demoParts those that a played scenario needs, by the node that it has
     */
    public UpCommand(Supplier<List<Part>> parts, Function<Optional<ScenarioNode>, List<Part>> demoParts) {
        this.parts = parts;
        this.demoParts = demoParts;
    }

    @Override
    protected ExitCode run(Map<String, String> settings) throws Exception {
        if (!demo && (once || scenario != null)) {
            throw new InvalidSettings(List.of("--once and --scenario need --demo"));
        }
        return demo ? play(settings) : start(settings, parts.get(), Activity.watch());
    }

    private ExitCode play(Map<String, String> settings) throws Exception {
        var played = scenario == null ? DemoScenario.ours() : DemoScenario.in(scenario);
        var node = played.node().map(script -> new ScenarioNode(script, Clock.systemUTC()));
        var activity = new DemoActivity(played, node, prefix(settings), partitions, once, json);
        return start(settings, demoParts.apply(node), activity);
    }

    private ExitCode start(Map<String, String> settings, List<Part> wanted, Activity activity) throws Exception {
        new PartSettings(settings, Map.of()).check(wanted);
        var progress = new TimedProgress(json ? System.err : System.out);
        // The signal is closed last: until then the process is held, and an ephemeral folder is removed completely.
        try (var stop = new StopSignal(progress);
                var folder = folder()) {
            LogFile.attach(folder.logs());
            return new RunningPlatform(platform(settings), settings, demo ? 0 : httpPort, activity, json)
                    .run(folder, wanted, stop, progress);
        }
    }

    private PlatformSettings platform(Map<String, String> settings) {
        var prefix = prefix(settings);
        return demo
                ? new PlatformSettings(Installation.registryHome(), 0, 0, TopicSetup.keepEverything(prefix, partitions))
                : new PlatformSettings(
                        Installation.registryHome(), port, registryPort, TopicSetup.live(prefix, partitions));
    }

    private static String prefix(Map<String, String> settings) {
        return settings.getOrDefault("topic.prefix", "flowmend.");
    }

    private StateFolder folder() {
        if (ephemeral || demo) {
            return StateFolder.temporary();
        }
        return StateFolder.open(state == null ? StateFolder.usual() : state);
    }
}
