/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.read.Backlog;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * The topology and a pass-through over the same recorded input, alternating, each from empty state until it has committed
 * the last record of every topic it reads.
 *
 * @param flows facts of nodes in the input
 * @param rounds measured ones, after one of each that is not
 */
public record TopologyBench(BenchSettings settings, int flows, int partitions, int rounds, Progress progress) {

    private static final List<Topic> INPUTS =
            List.of(Topics.SERVICES, Topics.ENDPOINT_SLICES, Topics.PODS, Topics.NODE_FLOWS, Topics.NODE_STATUS);
    /** Fewer would end before the incidents can be proven. */
    public static final int LEAST_RECORDS = Workload.LEAST;

    private static final String SINK = "flowmend-bench-passed";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** @throws IllegalStateException if the topology did not find what it had to: a rate would mean nothing */
    public TopologyReport run() throws InterruptedException {
        var kafka = settings.of("bench").kafka();
        var records = preload(kafka);
        var inputs = INPUTS.stream().map(kafka::topic).toList();
        try (var backlog = new Backlog(kafka.client(), inputs);
                var findings = new TopicReader(kafka, kafka.topic(Topics.FINDINGS))) {
            backlog.create(SINK, partitions);
            var topology = new WholeTopology(settings);
            var passThrough = new PassThrough(settings, INPUTS, SINK);
            var fast = new ArrayList<Double>();
            var real = new ArrayList<Double>();
            var load = new ArrayList<Double>();
            for (var round = 0; round <= rounds; round++) {
                load.add(ProcessUse.load());
                var passed = records / seconds(passThrough, "bench-pass-" + round, backlog);
                var judged = records / seconds(topology, "bench-topology-" + round, backlog);
                check(kafka, backlog, findings);
                progress.say(String.format(
                        Locale.ROOT,
                        "%s: pass-through %,.0f/s, topology %,.0f/s",
                        round == 0 ? "warm-up" : "round " + round,
                        passed,
                        judged));
                if (round > 0) {
                    fast.add(passed);
                    real.add(judged);
                }
            }
            load.add(ProcessUse.load());
            return new TopologyReport(records, describe(), new Series(real), new Series(fast), load);
        }
    }

    private long preload(KafkaSettings kafka) {
        var span = Duration.ofSeconds(flows / Workload.FLOWS_PER_SECOND + 60L);
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(span);
        try (var sink = new Sink(kafka)) {
            var records = new Workload(flows, partitions, start).write(sink);
            progress.say(records + " records preloaded");
            return records;
        }
    }

    private static double seconds(Contender contender, String applicationId, Backlog backlog)
            throws InterruptedException {
        try (var running = contender.start(applicationId)) {
            until(running, running::ready);
            var start = System.nanoTime();
            until(running, () -> backlog.of(applicationId) == 0);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void until(Contender.Running running, Condition condition) throws InterruptedException {
        var patient = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (!running.healthy()) {
                throw new IllegalStateException("what is measured has failed; see the log");
            }
            if (System.nanoTime() > patient) {
                throw new IllegalStateException("not through after " + PATIENCE.toMinutes() + " min");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static void check(KafkaSettings kafka, Backlog backlog, TopicReader findings) throws InterruptedException {
        var found = new HashSet<String>();
        findings.toEnd(finding -> found.add(finding.key()));
        if (found.size() != Workload.INCIDENTS) {
            throw new IllegalStateException(
                    found.size() + " findings instead of " + Workload.INCIDENTS + ": the rate means nothing");
        }
        if (backlog.written(List.of(kafka.topic(Topics.DEAD_LETTERS), kafka.topic(Topics.LATE))) > 0) {
            throw new IllegalStateException("records were late or unreadable: the rate means nothing");
        }
    }

    private String describe() {
        var config = settings.of("bench");
        return "partitions " + partitions + ", threads " + config.threads() + ", exactly-once, commit interval "
                + config.commitInterval().toMillis() + " ms, rounds " + rounds + ", heap of this process at most "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB";
    }
}
