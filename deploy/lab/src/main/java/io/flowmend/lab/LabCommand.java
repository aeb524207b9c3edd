/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.lab.cases.Case;
import io.flowmend.lab.cases.Cases;
import io.flowmend.lab.world.Dataplane;
import io.flowmend.local.cli.LogFile;
import io.flowmend.local.cli.StopSignal;
import io.flowmend.local.cli.TimedProgress;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.platform.StateFolder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Breaks flows and has them mended. */
@Command(
        name = "flowmend lab",
        description = {
            "Breaks flows in network namespaces of this machine, without Flowmend and with it, and measures how long they"
                    + " stay broken. Linux, root, ip, nft, conntrack and util-linux; kube-apiserver, etcd and kube-proxy from the"
                    + " folder that KUBEBUILDER_ASSETS names.",
            "",
            "Nothing of it is left afterwards. The lab deletes no entry, destroys no socket and writes to no topic of"
                    + " Flowmend: what is mended, Flowmend mended."
        })
public final class LabCommand extends Launch {

    private static final String RACES = "races";
    private static final String CONTROLS = "controls";

    @Parameters(
            paramLabel = "CASE",
            arity = "1..*",
            description = "One of: ${COMPLETION-CANDIDATES}. Several run one after the other, those that use the same"
                    + " dataplane in one world; controls and races stand alone.",
            completionCandidates = Names.class)
    private List<String> names = List.of();

    @Option(
            names = "--dataplane",
            description = "Who translates service addresses: nft (rules by hand) or kube-proxy; the case's usual if not"
                    + " given.")
    private @Nullable String dataplane;

    @Option(names = "--runs", description = "Runs with Flowmend (5); rounds of controls (1); races (10,000).")
    private @Nullable Integer runs;

    @Option(names = "--off-runs", defaultValue = "1", description = "Runs without (${DEFAULT-VALUE}).")
    private int offRuns;

    @Option(
            names = "--warm-up",
            defaultValue = "1",
            description = "Runs with Flowmend before those that count (${DEFAULT-VALUE}); they are told on stderr.")
    private int warmUps;

    @Option(names = "--seed", defaultValue = "1", description = "Of the first race (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "One JSON object per run and one for all; progress goes to stderr.")
    private boolean json;

    /** For the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return known().iterator();
        }
    }

    private interface Stoppable {
        ExitCode run(Progress progress) throws Exception;
    }

    private interface Work {
        ExitCode run(StateFolder folder) throws Exception;
    }

    @Override
    protected ExitCode run(Map<String, String> settings) throws Exception {
        var count = Optional.ofNullable(runs);
        count.ifPresent(given -> atLeastNone("--runs", given));
        atLeastNone("--off-runs", offRuns);
        atLeastNone("--warm-up", warmUps);
        if (names.equals(List.of(RACES))) {
            return new RaceSession(count.orElse(10_000), seed, json).run();
        }
        if (names.equals(List.of(CONTROLS))) {
            var plane = plane(Dataplane.Kind.NFT);
            return stoppable(progress -> inFolder(
                    folder -> new ControlSession(folder, plane, count.orElse(1), settings, progress, json).run()));
        }
        return mend(settings, new Session.Plan(count.orElse(5), offRuns, warmUps));
    }

    /** What a world and its planner are set up for. */
    private record Setup(Dataplane.Kind plane, boolean manyServices) {}

    private ExitCode mend(Map<String, String> settings, Session.Plan plan) throws Exception {
        var worlds = names.stream()
                .map(LabCommand::named)
                .collect(Collectors.groupingBy(
                        wanted -> new Setup(plane(wanted.usualDataplane()), wanted.breaksManyServices()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return stoppable(progress -> {
            var worst = ExitCode.OK;
            for (var world : worlds.entrySet()) {
                var plane = world.getKey().plane();
                var exit = inFolder(
                        folder -> new Session(folder, world.getValue(), plane, plan, settings, progress, json).run());
                worst = exit == ExitCode.OK ? worst : exit;
            }
            return worst;
        });
    }

    private static Case named(String name) {
        return Cases.named(name)
                .orElseThrow(() -> invalid("case is '" + name + "'; allowed: " + String.join(", ", known())
                        + (known().contains(name) ? ", this one alone" : "")));
    }

    /** Ctrl-C ends it early, and what it began is undone. */
    private static ExitCode stoppable(Stoppable work) throws Exception {
        var progress = new TimedProgress(System.err);
        try (var stop = new StopSignal(progress)) {
            return stop.unlessAsked(() -> work.run(progress));
        }
    }

    /** Nothing of it is left. */
    private static ExitCode inFolder(Work work) throws Exception {
        try (var folder = StateFolder.temporary()) {
            LogFile.attach(folder.logs());
            return work.run(folder);
        }
    }

    private Dataplane.Kind plane(Dataplane.Kind usual) {
        return Optional.ofNullable(dataplane)
                .map(text -> Stream.of(Dataplane.Kind.values())
                        .filter(kind -> kind.text().equals(text))
                        .findFirst()
                        .orElseThrow(() -> invalid("--dataplane is '" + text + "'; allowed: nft, kube-proxy")))
                .orElse(usual);
    }

    private static List<String> known() {
        return Stream.concat(Cases.names().stream(), Stream.of(CONTROLS, RACES)).toList();
    }

    private static void atLeastNone(String option, int value) {
        if (value < 0) {
            throw invalid(option + " is " + value + "; allowed: at least 0");
        }
    }

    private static InvalidSettings invalid(String fault) {
        return new InvalidSettings(List.of(fault));
    }
}
