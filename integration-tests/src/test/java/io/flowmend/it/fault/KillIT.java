/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.it.support.FindingsSeen;
import io.flowmend.it.support.HandFeeder;
import io.flowmend.it.support.Incidents;
import io.flowmend.it.support.UpProcess;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.lab.process.Waiting;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code up} as it runs on a laptop, killed with SIGKILL at random points while incidents go on. Two kills; with
 * {@code -Dflowmend.kills=20} as many as asked. {@code -Dflowmend.seed} repeats a run's points.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("flowmend.kills", 2);
    private static final long SEED = Long.getLong("flowmend.seed", System.nanoTime());
    /** Judged in a full run only: a usual one shares its machine. */
    private static final Duration WORKING_WITHIN = Duration.ofSeconds(20);

    private static final Duration START = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final int LONGEST_WAIT_MILLIS = 4000;

    @TempDir
    private Path folder;

    private UpProcess platform;

    /** What a kill had left open, in the words of the process that came after it. */
    private final List<String> ended = new ArrayList<>();

    private JavaChild up;
    private HandFeeder feeder;
    private FindingsSeen findings;

    @BeforeEach
    void begin() {
        platform = UpProcess.in(folder, PARTITIONS);
        up = platform.start(List.of());
        Waiting.until("up is ready", START, () -> up.out().contains(UpProcess.READY));
        feeder = HandFeeder.start(platform.kafka(), PARTITIONS);
        findings = FindingsSeen.from(platform.kafka());
    }

    @AfterEach
    void stop() {
        if (feeder != null) {
            feeder.close();
        }
        if (findings != null) {
            findings.close();
        }
        if (up != null) {
            up.close();
        }
        platform.close();
    }

    @Test
    void noFindingIsLostAndNoneComesTwiceOverKillsOfTheWholeProcess() {
        // Given
        var random = new Random(SEED);
        Waiting.until("a first finding", START, () -> opened().contains(subject(0)));
        // When
        var took = new ArrayList<Duration>();
        for (var kill = 0; kill < KILLS; kill++) {
            Waiting.pass(Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS)));
            took.add(killAndRestart());
        }
        var count = feeder.stopBeginning();
        Waiting.until(
                "the last finding is healed",
                START,
                () -> lives().getOrDefault(subject(count - 1), List.of()).contains(FindingState.HEALED_BY_OTHERS));
        Waiting.pass(Incidents.STEP.multipliedBy(8)); // one too many must have time to show
        // Then
        System.out.println("KILLS: seed " + SEED + ", " + count + " incidents, working again after (ms) "
                + took.stream().map(Duration::toMillis).toList() + "; " + ended);
        feeder.check();
        assertThat(lives())
                .containsOnlyKeys(HandFeeder.subjects(0, count))
                .allSatisfy((subject, states) ->
                        assertThat(states).containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS));
        assertThat(findings.all()).extracting(Finding::getId).hasSize(2 * count);
        if (Boolean.getBoolean("flowmend.judge")) {
            assertThat(took).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(WORKING_WITHIN));
        }
    }

    /** Time from the kill to a finding about something that happened after it. */
    private Duration killAndRestart() {
        var next = subject(feeder.begun());
        var killed = System.nanoTime();
        up.close();
        up = platform.start(List.of());
        if (!Waiting.holdsWithin(START, () -> opened().contains(next))) {
            throw new AssertionError("seed " + SEED + ": no finding of " + next + " within " + START
                    + " after a kill; the process said " + up.err());
        }
        var took = Duration.ofNanos(System.nanoTime() - killed);
        up.err().lines().filter(line -> line.contains("ended transactions")).forEach(ended::add);
        return took;
    }

    private static String subject(int index) {
        return HandFeeder.subjects(index, index + 1).getFirst();
    }

    private List<String> opened() {
        return findings.all().stream()
                .filter(finding -> finding.getState() == FindingState.OPEN)
                .map(finding -> String.valueOf(finding.getSubject().getFlow()))
                .toList();
    }

    /** States in the order of the topic, of every version of every finding about a flow. */
    private Map<String, List<FindingState>> lives() {
        return findings.all().stream()
                .collect(Collectors.groupingBy(
                        finding -> String.valueOf(finding.getSubject().getFlow()),
                        Collectors.mapping(Finding::getState, Collectors.toList())));
    }
}
