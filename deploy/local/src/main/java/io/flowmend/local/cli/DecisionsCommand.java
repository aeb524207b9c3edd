/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.Decisions;
import io.flowmend.local.read.TopicReader;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what the planner decided, and why. */
@Command(
        name = "decisions",
        description = "Lists what the planner decided of each finding, and why; the oldest first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed, also when there are none", "2:wrong arguments", "4:no platform can be reached"})
public final class DecisionsCommand extends ClientCommand {

    @Option(names = "--follow", description = "Go on with every decision until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Override
    ExitCode run(KafkaSettings kafka) {
        try (var reader = new TopicReader(kafka, kafka.topic(Topics.DECISIONS));
                var avro = Serdes.deserializer(kafka.registry(), Decision.class)) {
            var now = new ArrayList<Decision>();
            reader.toEnd(record -> now.add(avro.deserialize(record.topic(), record.value())));
            now.stream().sorted(Comparator.comparing(Decision::getAt)).forEach(this::print);
            if (now.isEmpty() && !json) {
                System.out.println("No decisions.");
            }
            while (follow) {
                reader.more(record -> print(avro.deserialize(record.topic(), record.value())));
            }
            return ExitCode.OK;
        }
    }

    private void print(Decision decision) {
        System.out.println(json ? PlainJson.write(decision) : Decisions.line(decision));
    }
}
