/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.config.Sources;
import io.flowmend.local.outcome.Difference;
import io.flowmend.local.outcome.Outcome;
import io.flowmend.local.outcome.OutcomeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays a recording or a scenario and shows what comes of it. */
@Command(
        name = "replay",
        description = {
            "Replays a recording or a scenario on a private platform and prints what is found and ordered.",
            "",
            "Times are those of the recording. No executor runs, so that no command is answered unless the recording holds the"
                    + " answer. Settings of the topology are taken, e.g. --set planner.mode=observe; without one the planner"
                    + " commands (auto). docs/scenarios.md tells how to write a scenario."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:replayed, whatever was found",
            "1:stopped before the end",
            "2:wrong arguments or settings, or a folder that cannot be read",
            "4:the platform does not start, or the topology ended"
        })
public final class ReplayCommand extends Launch {

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "Folder with index.json (recording) or in.jsonl (scenario).")
    private Path folder = Path.of("");

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "max",
            description = "Times as fast as it happened; it changes no result (${DEFAULT-VALUE}).")
    private String speed = "max";

    @Option(
            names = "--partitions",
            defaultValue = "1",
            description = "Partitions of each topic; they change no result (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--once",
            description = "End afterwards; without it the platform stays, for other commands, until Ctrl-C.")
    private boolean once;

    @Option(names = "--json", description = "One JSON object a line; progress goes to stderr.")
    private boolean json;

    @Option(names = "--facts", description = "Also what was seen and judged harmless, with the reason.")
    private boolean facts;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "Replay again with these settings, a properties file, and print the difference: - without, + with.")
    private @Nullable Path rules;

    @Override
    protected ExitCode run(Map<String, String> settings) throws Exception {
        var pace = speed();
        if (partitions < 1 || partitions > 100) {
            throw new InvalidSettings(List.of("--partitions is " + partitions + "; allowed: 1 to 100"));
        }
        var source = ReplaySource.open(folder);
        var progress = new TimedProgress(System.err);
        var run = new ReplayRun(source, settings, partitions, pace, facts, progress);
        run.check();
        var changed = Optional.ofNullable(rules).map(file -> changed(run, file));
        try (var stop = new StopSignal(progress)) {
            return stop.unlessAsked(() -> {
                if (changed.isEmpty()) {
                    run.run((outcome, platform) -> {
                        outcome.lines().forEach(this::print);
                        stay(platform.clientSettings(), stop, progress);
                    });
                } else {
                    print(Difference.of(outcome(run), outcome(changed.get())));
                }
                return ExitCode.OK;
            });
        }
    }

    private static Outcome outcome(ReplayRun run) throws InterruptedException {
        var seen = new AtomicReference<>(new Outcome(List.of()));
        run.run((outcome, platform) -> seen.set(outcome));
        return seen.get();
    }

    private void stay(Map<String, String> client, StopSignal stop, TimedProgress progress) throws InterruptedException {
        if (!once) {
            progress.say("the platform stays; ask it with --bootstrap " + client.get("kafka.bootstrap.servers")
                    + " --registry " + client.get("registry.url") + "; Ctrl-C stops");
            var stopped = false;
            while (!stopped) {
                stopped = stop.within(Activity.CHECK);
            }
        }
    }

    private void print(ObjectNode line) {
        System.out.println(json ? line.toString() : OutcomeText.of(line));
    }

    private void print(Difference difference) {
        difference
                .changes()
                .forEach(change -> System.out.println(
                        json ? change.json().toString() : change.sign() + " " + OutcomeText.of(change.line())));
    }

    private Optional<Double> speed() {
        if (speed.equals("max")) {
            return Optional.empty();
        }
        try {
            var times = Double.parseDouble(speed);
            if (times > 0 && times < Double.POSITIVE_INFINITY) {
                return Optional.of(times);
            }
        } catch (NumberFormatException wrong) {
            // said below, as for a number that is none of those
        }
        throw new InvalidSettings(List.of("--speed is '" + speed + "'; allowed: a number above 0, or max"));
    }

    /** @param run whose settings are in order, so that what is wrong is the file's */
    private static ReplayRun changed(ReplayRun run, Path file) {
        var others = Sources.read("--rules", file);
        var fixed = others.keySet().stream()
                .filter(ReplayRun.FIXED::contains)
                .sorted()
                .map(key -> "--rules " + file + ": " + key + " has no effect on a replay")
                .toList();
        if (!fixed.isEmpty()) {
            throw new InvalidSettings(fixed);
        }
        var changed = run.with(others);
        try {
            changed.check();
        } catch (InvalidSettings invalid) {
            throw new InvalidSettings(invalid.faults().stream()
                    .map(fault -> "--rules " + file + ": " + fault)
                    .toList());
        }
        return changed;
    }
}
