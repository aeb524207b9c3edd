/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.Explanation;
import io.flowmend.local.findings.FindingReader;
import io.flowmend.local.findings.Remediation;
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
            return switch (reader.find(id)) {
                case FindingReader.Search.None() -> {
                    System.err.println("flowmend: no finding has the id " + id + "; 'flowmend findings' lists them");
                    yield ExitCode.NOT_FOUND;
                }
                case FindingReader.Search.Several(var ids) -> {
                    System.err.println(
                            "flowmend: " + ids.size() + " findings begin with " + id + ": " + String.join(", ", ids));
                    yield ExitCode.USAGE;
                }
                case FindingReader.Search.One(var finding) -> {
                    System.out.println(
                            json
                                    ? PlainJson.write(finding).toString()
                                    : Explanation.of(finding, Remediation.of(kafka, finding.getId())));
                    yield ExitCode.OK;
                }
            };
        }
    }
}
