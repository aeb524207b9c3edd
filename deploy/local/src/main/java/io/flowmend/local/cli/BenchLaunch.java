/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.local.bench.BenchSettings;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.PlatformSettings;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.platform.StateFolder;
import io.flowmend.local.platform.TopicSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** A benchmark on a platform of its own, of which nothing is kept. */
abstract class BenchLaunch extends Launch {

    private static final String CLUSTER = "bench";
    private static final String PREFIX = "flowmend.";

    @Option(names = "--json", description = "One JSON object per result; progress goes to stderr.")
    private boolean json;

    /** What a benchmark is given. */
    record Bench(BenchSettings settings, Progress progress, boolean json) {}

    abstract int partitions();

    abstract void check(Map<String, String> settings);

    abstract ExitCode run(Bench bench) throws Exception;

    @Override
    protected final ExitCode run(Map<String, String> given) throws Exception {
        check(given);
        var progress = new TimedProgress(System.err);
        try (var stop = new StopSignal(progress);
                var folder = StateFolder.temporary()) {
            LogFile.attach(folder.logs());
            var topics = TopicSetup.keepEverything(PREFIX, partitions());
            var platform = new PlatformSettings(Installation.registryHome(), 0, 0, topics);
            try (var running = Platform.start(folder, platform, progress)) {
                var settings = new HashMap<>(given);
                settings.putAll(running.clientSettings());
                settings.putAll(Map.of("cluster", CLUSTER, "topic.prefix", PREFIX));
                var bench = new BenchSettings(settings, folder.path().resolve("bench"));
                return stop.unlessAsked(() -> run(new Bench(bench, progress, json)));
            }
        }
    }

    static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new InvalidSettings(List.of(option + " is " + value + "; allowed: at least " + least));
        }
    }

    static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidSettings(List.of(option + " is " + value + "; allowed: " + least + " to " + most));
        }
    }
}
