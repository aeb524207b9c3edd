/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.Approval;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.remediation.Verdict;
import io.flowmend.streams.topology.Plant;
import io.flowmend.streams.topology.Plant.Letter;
import io.flowmend.streams.topology.PlantProducts.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replay orders: the same however its topics are read, over any partitions and restarts, with answers or without. */
class ReplayedPlannerTest {

    private static final Recording.Fate PLAIN = new Recording.Fate(1, 0.1, 0.1, 0);
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration MOMENT = Duration.ofMillis(10);

    @TempDir
    private static Path folder;

    private static Serializer<SpecificRecord> serializer;
    private static Map<String, String> settings;

    @BeforeAll
    static void start() throws Exception {
        serializer = Plant.open();
        var keys = new KeyFolder(folder.resolve("keys"));
        new KeyMaker(keys).make();
        settings = Map.of(
                "streams.replay", "true",
                "planner.mode", "auto",
                "planner.keys", keys.path().toString(),
                "planner.command.life", LIFE.toSeconds() + "s",
                "planner.result.grace", GRACE.toSeconds() + "s",
                // so tight that one command is in the other's way
                "planner.budget.node", "2",
                "planner.breaker.services", "4",
                "planner.breaker.quiet", "20s");
    }

    /** @param topic of an answer */
    private record Said(Topic topic, Letter letter) {}

    @ParameterizedTest(name = "seed {0}, {1} partitions")
    @CsvSource({"1, 1", "2, 4", "3, 12"})
    void neitherPartitionsNorReadingOrderNorRestartsMatter(long seed, int partitions) {
        // Given
        var answers = answers(run(seed, 1, seed, List.of()).commands());
        // When
        var reference = run(seed, 1, seed, answers);
        var other = run(seed, partitions, ~seed, answers);
        // Then
        assertThat(reference.decisions())
                .extracting(Decision::getVerdict)
                .contains(Verdict.COMMAND, Verdict.UNANSWERED, Verdict.WAIT, Verdict.DENIED);
        assertThat(other.findings()).isEqualTo(reference.findings());
        assertThat(other.decisions()).isEqualTo(reference.decisions());
        assertThat(other.commands()).isEqualTo(reference.commands());
    }

    private static Product run(long cluster, int partitions, long seed, List<Said> answers) {
        var plant = new Plant(partitions, settings);
        new Recording(Cluster.of(cluster), partitions, PLAIN, cluster).into(plant, serializer);
        answers.forEach(said -> plant.write(
                serializer, said.topic(), Plant.partitionOf(said.letter().key(), partitions), said.letter()));
        plant.end();
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return plant.run(random, Cluster.time(Cluster.LENGTH + 3600));
    }

    /** Some never, some just before it is too late and just after, some in the middle. */
    private static List<Said> answers(List<RemediationCommand> commands) {
        var answers = new ArrayList<Said>();
        for (var i = 0; i < commands.size(); i++) {
            var command = commands.get(i);
            var deadline = command.getExpiresAt().plus(GRACE);
            switch (i % 6) {
                case 0, 5 -> {}
                case 1 -> answers.add(denied(command, command.getIssuedAt().plusSeconds(1)));
                case 2 -> answers.add(result(command, ResultStatus.FAILED, deadline.minus(MOMENT)));
                case 3 -> answers.add(result(command, ResultStatus.MENDED, deadline.plus(MOMENT)));
                default -> answers.add(result(command, ResultStatus.FAILED, deadline));
            }
        }
        return answers;
    }

    private static Said result(RemediationCommand command, ResultStatus status, Instant at) {
        var result = RemediationResult.newBuilder()
                .setCommandId(command.getId())
                .setFindingId(command.getFindingId())
                .setCluster(Plant.CLUSTER)
                .setNode(command.getNode())
                .setAttempt(command.getAttempt())
                .setStatus(status)
                .setMode(command.getMode())
                .setReason("because")
                .setAt(at)
                .setDurationMicros(1000)
                .setNetlinkPorts(List.of())
                .build();
        return new Said(Topics.RESULTS, new Letter(command.getId(), result, at));
    }

    private static Said denied(RemediationCommand command, Instant at) {
        var word = Approval.newBuilder()
                .setFindingId(command.getFindingId())
                .setCluster(Plant.CLUSTER)
                .setAnswer(Answer.DENY)
                .setBy("ada")
                .setAt(at)
                .build();
        return new Said(Topics.APPROVALS, new Letter(command.getFindingId(), word, at));
    }
}
