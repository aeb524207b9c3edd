/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.Explanation;
import io.flowmend.local.findings.FindingReader;
import io.flowmend.local.replay.PlainJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells one finding with its evidence. */
@Command(
        name = "explain",
        description = "Tells one finding: what is wrong, what to do, and the evidence.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:told",
            "2:wrong arguments, or the beginning of an id that several findings have",
            "3:no finding has this id",
            "4:no platform can be reached"
        })
public final class ExplainCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the finding, or the beginning of it.")
    private String id = "";

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    ExitCode run(KafkaSettings kafka) {
        try (var reader = new FindingReader(kafka)) {
            var all = reader.now();
            var exact =
                    all.stream().filter(finding -> finding.getId().equals(id)).toList();
            var found = exact.isEmpty()
                    ? all.stream()
                            .filter(finding -> finding.getId().startsWith(id))
                            .toList()
                    : exact;
            if (found.isEmpty()) {
                System.err.println("flowmend: no finding has the id " + id + "; 'flowmend findings' lists them");
                return ExitCode.NOT_FOUND;
            }
            if (found.size() > 1) {
                System.err.println("flowmend: " + found.size() + " findings begin with " + id + ": "
                        + String.join(
                                ", ", found.stream().map(each -> each.getId()).toList()));
                return ExitCode.USAGE;
            }
            var finding = found.getFirst();
            System.out.println(json ? PlainJson.write(finding).toString() : Explanation.of(finding));
            return ExitCode.OK;
        }
    }
}
