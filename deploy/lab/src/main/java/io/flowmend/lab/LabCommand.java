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
import io.flowmend.local.platform.StateFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    + " stay broken. Linux, root, ip, nft and conntrack; kube-apiserver, etcd and kube-proxy from the"
                    + " folder that KUBEBUILDER_ASSETS names.",
            "",
            "Nothing of it is left afterwards. The lab deletes no entry, destroys no socket and writes to no topic of"
                    + " Flowmend: what is mended, Flowmend mended."
        })
public final class LabCommand extends Launch {

    @Parameters(
            paramLabel = "CASE",
            description = "One of: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String name = "";

    @Option(
            names = "--dataplane",
            description = "Who translates service addresses: nft (rules by hand) or kube-proxy; the case's usual if not"
                    + " given.")
    private @Nullable String dataplane;

    @Option(names = "--runs", defaultValue = "5", description = "Runs with Flowmend (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--off-runs", defaultValue = "1", description = "Runs without (${DEFAULT-VALUE}).")
    private int offRuns;

    @Option(names = "--json", description = "One JSON object per run and one for all; progress goes to stderr.")
    private boolean json;

    /** For the help. */
    static final class Names implements java.lang.Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Cases.names().iterator();
        }
    }

    @Override
    protected ExitCode run(Map<String, String> given) throws Exception {
        atLeastNone("--runs", runs);
        atLeastNone("--off-runs", offRuns);
        var wanted = Cases.named(name)
                .orElseThrow(() -> invalid("case is '" + name + "'; allowed: " + String.join(", ", Cases.names())));
        var plane = plane(wanted);
        var progress = new TimedProgress(System.err);
        try (var stop = new StopSignal(progress);
                var folder = StateFolder.temporary()) {
            LogFile.attach(folder.logs());
            return stop.unlessAsked(
                    () -> new Session(folder, wanted, plane, runs, offRuns, given, progress, json).run());
        }
    }

    private Dataplane.Kind plane(Case wanted) {
        return Optional.ofNullable(dataplane)
                .map(text -> Stream.of(Dataplane.Kind.values())
                        .filter(kind -> kind.text().equals(text))
                        .findFirst()
                        .orElseThrow(() -> invalid("--dataplane is '" + text + "'; allowed: nft, kube-proxy")))
                .orElse(wanted.usualDataplane());
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
