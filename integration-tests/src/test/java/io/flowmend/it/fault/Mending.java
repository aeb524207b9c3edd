/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.it.support.BrokenFlows;
import io.flowmend.it.support.BrokenFlows.Broken;
import io.flowmend.it.support.TopicSeen;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.NetworkLab;
import io.flowmend.lab.process.ChildProcess;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.lab.process.Waiting;
import io.flowmend.producer.node.NodeProducer;
import io.flowmend.producer.node.config.NodeConfig;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node on which flows break, its producer, its executor, and who watches all that becomes of it: the topics, and the kernel
 * with the reference tool.
 */
final class Mending implements AutoCloseable {

    private static final String NODE = "node-a";
    private static final Set<FindingState> ENDS =
            EnumSet.complementOf(EnumSet.of(FindingState.OPEN, FindingState.MENDING));
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Pattern DELETED =
            Pattern.compile("src=\\S+ dst=(\\S+) sport=(\\d+) dport=\\d+ .*src=(\\S+) dst=.*\\[USERSPACE]");

    private final Path folder;
    private final NetworkLab lab = NetworkLab.open();
    private final LabNode node = lab.addNode(NODE);
    private final ChildProcess kernel;
    private final MendKillIT.Killed executor;
    private final NodeProducer producer;
    private final TopicSeen<Finding> findings;
    private final TopicSeen<RemediationCommand> commands;
    private final TopicSeen<RemediationResult> results;
    private final BrokenFlows flows;
    private final List<Integer> inFlight = new ArrayList<>();
    private final List<Integer> unanswered = new ArrayList<>();

    Mending(KafkaSettings kafka, int partitions, Path folder, KeyFolder keys) {
        this.folder = folder;
        kernel = ChildProcess.start(
                folder,
                "conntrack",
                node.namespace().inside(List.of("conntrack", "-E", "-e", "DESTROY", "-o", "id,userspace")));
        executor = new MendKillIT.Killed(() -> executor(kafka, keys)).awaitWord("Taking commands");
        producer = NodeProducer.start(
                NodeConfig.from(Settings.of(
                        Map.of("node.namespaces", NODE + "=" + node.namespace().path()))),
                kafka,
                new SimpleMeterRegistry());
        Waiting.until(
                "the node producer is ready", READY, () -> producer.ready().good());
        findings = TopicSeen.of(kafka, Topics.FINDINGS, Finding.class);
        commands = TopicSeen.of(kafka, Topics.COMMANDS, RemediationCommand.class);
        results = TopicSeen.of(kafka, Topics.RESULTS, RemediationResult.class);
        flows = BrokenFlows.start(kafka, partitions, node, this::endedSubjects);
    }

    void killExecutor() {
        executor.kill();
    }

    void awaitFirst(Duration atMost) {
        await("a first finding is resolved", atMost, () -> states().containsValue(FindingState.RESOLVED));
    }

    void awaitBurst(Duration atMost) {
        var now = flows.bursts();
        await("services become ready", atMost, () -> flows.bursts() > now);
    }

    /** Right before a kill, which shall hit while a fault is broken and not mended yet: waits for one if there is none. */
    void noteInFlight(Duration atMost) {
        await("a fault is in flight", atMost, () -> countInFlight() > 0);
        inFlight.add(countInFlight());
        var answered = answered();
        unanswered.add((int) commands.all().stream()
                .filter(command -> !answered.contains(command.getId()))
                .count());
    }

    private int countInFlight() {
        var ended = endedSubjects();
        return (int) flows.all().stream()
                .filter(flow -> flow.ready().isPresent() && !ended.contains(flow.subject()))
                .count();
    }

    /** A fault that began after now is mended. */
    void awaitMendedAgain(Duration atMost) {
        var now = Instant.now();
        await("a later fault is mended", atMost, () -> {
            var states = states();
            return flows.all().stream()
                    .anyMatch(flow -> flow.ready().filter(now::isBefore).isPresent()
                            && states.get(flow.subject()) == FindingState.RESOLVED);
        });
    }

    void awaitEnd(Duration atMost) {
        flows.stopBeginning();
        await("every finding has ended", atMost, () -> flows.all().stream().allMatch(Broken::isOver));
        kernel.close();
    }

    String summary() {
        var ends = new TreeMap<FindingState, Integer>();
        states().values().forEach(state -> ends.merge(state, 1, Integer::sum));
        var statuses = new TreeMap<ResultStatus, Integer>();
        results.all().forEach(result -> statuses.merge(result.getStatus(), 1, Integer::sum));
        return flows.all().size() + " faults, in flight at the kills " + inFlight + ", commands without an answer then "
                + unanswered + "; findings " + ends + ", " + commands.all().size() + " commands, results " + statuses
                + ", entries deleted " + deleted().size() + "; other ends: " + otherEnds();
    }

    void assertAllEndedAndNothingTwice() {
        flows.check();
        assertThat(executor.alive()).as(executor.words()).isTrue();
        assertThat(inFlight).allSatisfy(count -> assertThat(count).isPositive());
        assertEachFaultHasOneFindingThatEndedWithAReason();
        assertNoCommandWasActedOnTwice();
        assertTheKernelSawNoEntryDeletedTwice();
    }

    @Override
    public void close() {
        flows.close();
        Stream.<AutoCloseable>of(results, commands, findings, producer, executor, kernel, lab)
                .forEach(Mending::close);
    }

    private void assertEachFaultHasOneFindingThatEndedWithAReason() {
        var bySubject = findings.all().stream()
                .collect(Collectors.groupingBy(
                        Mending::subject, Collectors.mapping(Finding::getId, Collectors.toSet())));
        var states = states();
        assertThat(flows.all()).allSatisfy(flow -> {
            assertThat(bySubject.get(flow.subject())).as(lives(flow)).hasSize(1);
            if (states.get(flow.subject()) != FindingState.REFUSED) {
                assertThat(flow.isTranslated()).as(lives(flow)).isTrue();
            }
        });
        assertThat(findings.all())
                .allSatisfy(finding -> assertThat(finding.getTransitions())
                        .allSatisfy(step -> assertThat(step.getReason()).isNotBlank()));
    }

    private void assertNoCommandWasActedOnTwice() {
        var byCommand = results.all().stream().collect(Collectors.groupingBy(RemediationResult::getCommandId));
        assertThat(byCommand.values()).allSatisfy(lives -> {
            assertThat(lives)
                    .filteredOn(result -> result.getStatus() == ResultStatus.STARTED)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(lives).filteredOn(result -> result.getActedAt() != null).hasSizeLessThanOrEqualTo(1);
            assertThat(lives)
                    .filteredOn(result -> result.getStatus() != ResultStatus.STARTED
                            && result.getStatus() != ResultStatus.INTERRUPTED)
                    .hasSizeLessThanOrEqualTo(1);
        });
        assertThat(commands.all()).extracting(RemediationCommand::getId).doesNotHaveDuplicates();
    }

    /** Only the executor deletes here, only what is not translated, and once: the next entry of a flow is a good one. */
    private void assertTheKernelSawNoEntryDeletedTwice() {
        var deleted = deleted();
        assertThat(deleted).doesNotHaveDuplicates();
        var states = states();
        var resolved = flows.all().stream()
                .filter(flow -> states.get(flow.subject()) == FindingState.RESOLVED)
                .map(flow -> flow.service().address().getHostAddress())
                .collect(Collectors.toSet());
        assertThat(deleted).containsAll(resolved);
    }

    /** Service addresses of the un-NATed entries that somebody deleted, one for each. */
    private List<String> deleted() {
        try (var lines = Files.lines(folder.resolve("conntrack.log"))) {
            return lines.map(DELETED::matcher)
                    .filter(match -> match.find())
                    .map(match ->
                            match.group(1).equals(match.group(3)) ? match.group(1) : "translated " + match.group())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private JavaChild executor(KafkaSettings kafka, KeyFolder keys) {
        return JavaChild.start(
                folder,
                io.flowmend.remediation.Main.class,
                MendKillIT.settings(Map.of(
                        "kafka.bootstrap.servers",
                        String.valueOf(kafka.client().get("bootstrap.servers")),
                        "registry.url",
                        String.valueOf(kafka.registry().get("schema.registry.url")),
                        "http.port",
                        "0",
                        "executor.mode",
                        "act",
                        "executor.node",
                        NODE,
                        "executor.namespace",
                        node.namespace().path().toString(),
                        "executor.keys.dir",
                        keys.path().toString(),
                        "executor.state.dir",
                        folder.resolve("executor").toString(),
                        "executor.off.file",
                        folder.resolve("off").toString())));
    }

    private Set<String> answered() {
        return results.all().stream()
                .filter(result -> result.getStatus() != ResultStatus.STARTED)
                .map(RemediationResult::getCommandId)
                .collect(Collectors.toSet());
    }

    private Set<String> endedSubjects() {
        return states().entrySet().stream()
                .filter(entry -> ENDS.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The last state of each subject. */
    private Map<String, FindingState> states() {
        return findings.all().stream()
                .collect(Collectors.toMap(Mending::subject, Finding::getState, (before, now) -> now));
    }

    private List<String> otherEnds() {
        return last().stream()
                .filter(finding -> finding.getState() != FindingState.RESOLVED)
                .map(finding -> finding.getState() + " "
                        + finding.getTransitions().getLast().getReason())
                .sorted()
                .toList();
    }

    private Collection<Finding> last() {
        return findings.all().stream()
                .collect(Collectors.toMap(Mending::subject, Function.identity(), (before, now) -> now))
                .values();
    }

    private static String subject(Finding finding) {
        return String.valueOf(finding.getSubject().getFlow());
    }

    private String lives(Broken flow) {
        return flow.subject() + " ready " + flow.ready() + ": "
                + findings.all().stream()
                        .filter(finding -> subject(finding).equals(flow.subject()))
                        .map(finding -> finding.getId() + " " + finding.getTransitions())
                        .toList();
    }

    private void await(String what, Duration atMost, java.util.function.BooleanSupplier condition) {
        if (!Waiting.holdsWithin(atMost, condition)) {
            flows.check();
            var ended = endedSubjects();
            throw new AssertionError("not within " + atMost + ": " + what + "; " + summary() + "; not ended: "
                    + flows.all().stream()
                            .filter(flow -> !ended.contains(flow.subject()))
                            .limit(5)
                            .map(this::lives)
                            .toList()
                    + "; the executor said " + executor.words());
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
