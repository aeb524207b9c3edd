/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.FindingReader;
import io.flowmend.local.findings.FindingTable;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.schemas.finding.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the findings of a running platform. */
@Command(
        name = "findings",
        description = "Lists findings, the one that broke first at the top.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed, also when there are none", "2:wrong arguments", "4:no platform can be reached"})
public final class FindingsCommand extends ClientCommand {

    @Option(names = "--follow", description = "Go on with every change until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Override
    ExitCode run(KafkaSettings kafka) {
        try (var reader = new FindingReader(kafka)) {
            var now = reader.now();
            if (json) {
                now.forEach(this::print);
            } else {
                System.out.println(now.isEmpty() ? "No findings." : FindingTable.of(now));
            }
            while (follow) {
                reader.changes(this::print);
            }
            return ExitCode.OK;
        }
    }

    private void print(Finding finding) {
        System.out.println(json ? PlainJson.write(finding) : FindingTable.line(finding));
    }
}
