/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.local.replay.RecordedRecord;
import io.flowmend.local.scenario.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "scenarios.md");
    private static final String SERVICE =
            "{\"at\": \"1s\", \"service\": {\"name\": \"traps\", \"ports\": [\"162/udp\"]}}";

    @Test
    void everyExampleOfThePageIsAllowedAndEveryKindHasOne() throws IOException {
        var examples = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("{\"at\"") || line.startsWith("{\"scenario\""))
                .toList();
        assertThat(Scenario.of(examples).recording().records()).isNotEmpty();
        assertThat(Kinds.ALL)
                .allSatisfy(kind -> assertThat(examples).anyMatch(line -> line.contains("\"" + kind.name() + "\": {")));
    }

    @Test
    void everyFaultNamesLineFieldValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> Scenario.of(List.of(
                        "# a remark",
                        "{\"at\": \"1s\", \"service\": {\"name\": \"traps\", \"prots\": [\"162/udp\"]}}",
                        "{\"at\": \"soon\", \"service\": {\"name\": \"traps\"}}",
                        "{\"at\": \"1s\", \"node\": \"node-a\", \"entry\": {\"seen\": \"made\", \"flow\": \"x\"}}",
                        "{\"at\": \"1s\", \"sevrice\": {}}",
                        "{\"at\": \"1s\"")))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.faults())
                                .hasSize(5)
                                .anySatisfy(fault -> assertThat(fault)
                                        .startsWith(
                                                "in.jsonl line 2: service.prots is [\"162/udp\"], which means nothing;"
                                                        + " allowed: annotations, clusterIps,"))
                                .anySatisfy(fault -> assertThat(fault)
                                        .isEqualTo(
                                                "in.jsonl line 3: line.at is 'soon'; allowed: a time like 500ms, 2.5s, 3m or"
                                                        + " 1h"))
                                .anySatisfy(fault -> assertThat(fault)
                                        .isEqualTo(
                                                "in.jsonl line 4: entry.seen is 'made'; allowed: created, destroyed, gone,"
                                                        + " refreshed, seen, updated"))
                                .anySatisfy(fault -> assertThat(fault).startsWith("in.jsonl line 5: no event in"))
                                .anySatisfy(fault -> assertThat(fault).startsWith("in.jsonl line 6: no JSON")));
    }

    @Test
    void aSilenceThatIsTooShortForAProofIsNoneThatANodeTells() {
        var socket = "{\"at\": \"1s\", \"node\": \"node-a\", \"socket\": {\"flow\": \"10.1.0.2:5 -> 10.96.0.1:53/udp\","
                + " \"to\": \"10.244.1.5:53\", \"unanswered\": \"999ms\"}}";
        assertThatThrownBy(() -> Scenario.of(List.of(socket)))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.faults())
                                .containsExactly(
                                        "in.jsonl line 1: socket.unanswered is '999ms'; allowed: at least 1s"));
    }

    @Test
    void heartbeatsAndMarksVouchForEverythingBeforeThem() {
        // When
        var records = Scenario.of(
                        List.of(
                                SERVICE,
                                "{\"at\": \"2s\", \"node\": \"node-a\", \"entry\": {\"flow\": \"10.1.0.2:5 -> 10.96.0.1:162/udp\"}}"))
                .recording()
                .records();
        // Then: ten seconds after the last event, two a second
        assertThat(records)
                .filteredOn(record -> "local/node-a".equals(record.key()) && isStatus(record))
                .hasSize(24);
        assertThat(records)
                .filteredOn(record -> record.topic().equals("k8s.services"))
                .hasSize(25);
        var last = records.stream()
                .filter(record -> "local/node-a".equals(record.key()))
                .toList()
                .getLast();
        assertThat(Objects.requireNonNull(last.value()).toString()).contains("\"lastSequence\": 1");
    }

    @Test
    void whatALineLeavesOutStaysAsItWas() {
        var services = Scenario.of(List.of(
                        SERVICE,
                        "{\"at\": \"2s\", \"service\": {\"name\": \"traps\", \"externalIps\": [\"192.0.2.1\"]}}"))
                .recording()
                .records()
                .stream()
                .filter(record -> "local/default/traps/svc-traps".equals(record.key()))
                .toList();
        assertThat(services).hasSize(2);
        assertThat(Objects.requireNonNull(services.getLast().value()).toString())
                .contains("\"port\": 162")
                .contains("192.0.2.1");
    }

    /** A source that later heartbeats bring would be a new life: all of the node would be unknown until then. */
    @Test
    void everyHeartbeatNamesTheSourcesThatLaterLinesTellOf() {
        // When
        var beats = Scenario.of(List.of(
                        "{\"at\": \"8s\", \"node\": \"node-a\", \"reset\": {\"was\": \"sent\", \"flow\": \"10.1.0.2:5 -> 10.1.0.3:6/tcp\"}}",
                        "{\"at\": \"9s\", \"node\": \"node-a\", \"watches\": {\"sources\": [\"routes\"]}}"))
                .recording()
                .records()
                .stream()
                .filter(record -> "local/node-a".equals(record.key()) && isStatus(record))
                .map(record -> Objects.requireNonNull(record.value()).toString())
                .toList();
        // Then: but what it says that it watches from then on it watches from then on
        assertThat(beats).allMatch(beat -> beat.contains("\"tcp\""));
        assertThat(beats.getFirst()).doesNotContain("\"routes\"");
        assertThat(beats.getLast()).contains("\"routes\"");
    }

    /** An age that a line kept would be that of another entry, and of another packet. */
    @Test
    void anEntryOfBpfAgesFromLineToLine() {
        // When
        var entries = Scenario.of(
                        List.of(
                                "{\"at\": \"2s\", \"node\": \"node-a\", \"bpf\": {\"flow\": \"10.1.0.2:5 -> 10.96.0.1:162/udp\", \"createdAt\": \"1.5s\", \"activeAgo\": \"300ms\"}}",
                                "{\"at\": \"4s\", \"node\": \"node-a\", \"bpf\": {\"flow\": \"10.1.0.2:5 -> 10.96.0.1:162/udp\"}}"))
                .recording()
                .records()
                .stream()
                .filter(record -> record.topic().equals("node.flows"))
                .map(record -> Objects.requireNonNull(record.value()).toString())
                .toList();
        // Then
        assertThat(entries.getFirst()).contains("\"createdAgoMicros\": 500000").contains("\"activeAgoMicros\": 300000");
        assertThat(entries.getLast()).contains("\"createdAgoMicros\": 2500000").contains("\"activeAgoMicros\": 0");
    }

    private static boolean isStatus(RecordedRecord record) {
        return record.topic().equals("node.status");
    }
}
