/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.findings.FindingReader;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.Approval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says a person's word on a finding into the topic of approvals. */
abstract class AnswerCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "FINDING", description = "Id of the finding, or the beginning of it.")
    private String id = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "Reason, for those who read it later.")
    private @Nullable String why;

    @Option(names = "--by", paramLabel = "NAME", description = "Who says it (${DEFAULT-VALUE}).")
    private String by = System.getProperty("user.name", "unknown");

    abstract Answer answer();

    @Override
    ExitCode run(KafkaSettings kafka) throws Exception {
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
                    write(kafka, finding.getId(), finding.getCluster());
                    System.out.println("Said " + answer() + " to " + finding.getId()
                            + "; 'flowmend decisions' shows what follows.");
                    yield ExitCode.OK;
                }
            };
        }
    }

    private void write(KafkaSettings kafka, String finding, String cluster) throws Exception {
        var word = Approval.newBuilder()
                .setFindingId(finding)
                .setCluster(cluster)
                .setAnswer(answer())
                .setBy(by)
                .setWhy(why)
                .setAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
                .build();
        try (var producer = new KafkaProducer<String, Approval>(
                kafka.producer(Map.of()), new StringSerializer(), Serdes.serializer(kafka.registry()))) {
            producer.send(new ProducerRecord<>(kafka.topic(Topics.APPROVALS), finding, word))
                    .get();
        }
    }
}
