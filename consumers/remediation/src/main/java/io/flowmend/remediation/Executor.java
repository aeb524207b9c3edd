/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaCheck;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.kafka.StateFeed;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.observe.Status;
import io.flowmend.common.process.Loops;
import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.remediation.clock.Clocks;
import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.config.ExecutorConfig;
import io.flowmend.remediation.course.ActTimeout;
import io.flowmend.remediation.course.Announced;
import io.flowmend.remediation.course.Mender;
import io.flowmend.remediation.journal.FileMedium;
import io.flowmend.remediation.journal.Journal;
import io.flowmend.remediation.journal.NotSeen;
import io.flowmend.remediation.kafka.CommandTopic;
import io.flowmend.remediation.kafka.PastResults;
import io.flowmend.remediation.kafka.PodTaker;
import io.flowmend.remediation.kafka.ResultTopic;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.owner.PodView;
import io.flowmend.remediation.step.Addressed;
import io.flowmend.remediation.step.Node;
import io.flowmend.remediation.step.OffSwitch;
import io.flowmend.remediation.step.Pipeline;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PodRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Takes commands of one node until closed. Threads: one takes commands and acts, one reads pods. A thread that breaks ends the
 * work; health says so, and whoever runs the process restarts it.
 */
public final class Executor implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** What waits is looked at again after this time, or when a rule changes; a command that comes meanwhile is kept no longer. */
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final ExecutorConfig config;
    private final Loops loops = new Loops();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final TimedHands hands;
    private final PodView pods;
    private final Mender mender;
    private final CommandTopic commands;
    private final AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);
    private final GuardedClock clock;

    /**
     * @param opener opens the hands of a network namespace
     * @throws StartupFailure if the broker is out of reach, a topic is missing or the journal cannot be kept
     */
    public static Executor start(
            ExecutorConfig config,
            KafkaSettings kafka,
            MeterRegistry registry,
            Function<NetworkNamespace, Hands> opener) {
        try {
            return new Executor(config, kafka, new ExecutorMetrics(registry), opener);
        } catch (IOException unusable) {
            throw new StartupFailure(
                    "executor.state.dir '" + config.state() + "' cannot be used: " + unusable.getMessage());
        } catch (NetlinkException refused) {
            throw new StartupFailure("the node cannot be read in namespace " + config.namespace() + ": "
                    + refused.getMessage() + "; CAP_NET_ADMIN is needed");
        }
    }

    private Executor(
            ExecutorConfig config,
            KafkaSettings kafka,
            ExecutorMetrics metrics,
            Function<NetworkNamespace, Hands> opener)
            throws IOException {
        this.config = config;
        WarmUp.run();
        var partitions = KafkaCheck.partitions(kafka, List.of(Topics.COMMANDS, Topics.RESULTS, Topics.PODS));
        this.hands = opened(new TimedHands(opener.apply(config.namespace()), config.actLimit()));
        var redelivery = config.limits().mostLife().plus(config.limits().mostAhead());
        var journal = Journal.open(opened(FileMedium.open(config.state())), Instant.now(), redelivery.multipliedBy(2));
        this.clock = new GuardedClock(Clocks.system(), journal.latest());
        var begin = clock.now().minus(redelivery);
        var past = PastResults.since(kafka, begin);
        past.seen().forEach(id -> journal.remember(id, clock.now()));
        this.pods = new PodView(count(partitions, Topics.PODS), config.ownersStale(), System::nanoTime);
        var podFeed = opened(StateFeed.connect(kafka, Topics.PODS, PodRecord.class, new PodTaker(pods)));
        this.mender = mender(kafka, journal, metrics);
        mender.recover(Orders::read, past.ended());
        var key = addressed(kafka).key();
        this.commands = opened(
                CommandTopic.connect(kafka, key, count(partitions, Topics.COMMANDS), begin, metrics::unreadable));
        metrics.watch(OffSwitch.at(config.offFile())::isOff, behind::get);
        loops.start("pods", podFeed::turn);
        loops.start("commands", this::turn);
    }

    /** Good while every loop turned lately and no act hangs. */
    public Status health() {
        if (hands.isStuck()) {
            return Status.bad("the kernel has not answered an act");
        }
        return loops.fault().map(Status::bad).orElseGet(() -> Status.good("taking commands for " + config.node()));
    }

    /** Good once the pods are read to their end, while the clock can be relied on. */
    public Status ready() {
        if (behind.get().compareTo(config.limits().mostAhead()) > 0) {
            return Status.bad("the wall clock is " + behind.get().toMillis()
                    + " ms behind time that has passed: commands count as expired until it has caught up; if it had"
                    + " been set forward, docs/remediation.md (Clocks) says when "
                    + FileMedium.file(config.state()) + " may be removed");
        }
        return pods.isRead()
                ? Status.good(
                        "taking commands for " + config.node() + ", knowing the addresses of " + pods.size() + " pods")
                : Status.bad("the pods are not read to their end yet");
    }

    /** What ended a part of it for good; it does not come back by itself. */
    public Optional<Throwable> failure() {
        return loops.failure();
    }

    @Override
    public void close() {
        loops.close();
        for (var one : open.reversed()) {
            try {
                one.close();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    private Mender mender(KafkaSettings kafka, Journal journal, ExecutorMetrics metrics) {
        var node = new Node(hands, pods, clock, config.limits());
        var results = opened(ResultTopic.connect(kafka));
        var addressed = addressed(kafka);
        var keys = new KeyFolder(config.keys());
        var pipeline = Pipeline.standard(new Pipeline.Parts(
                keys::state,
                addressed,
                clock,
                List.of(new NotSeen(journal), new Announced(results, node)),
                OffSwitch.at(config.offFile()),
                config.policy(),
                config.limits()));
        return new Mender(
                new Mender.Parts(pipeline, node, addressed, config.policy().dryRun(), journal, results, metrics));
    }

    private Addressed addressed(KafkaSettings kafka) {
        return new Addressed(kafka.cluster(), config.node());
    }

    private void turn() {
        behind.set(clock.behind());
        if (mender.isWaiting()) {
            awaitRules(hands);
            commands.poll(Duration.ZERO, mender::take);
        } else {
            commands.poll(POLL, mender::take);
        }
        mender.turn();
    }

    /** Returns soon, also if the kernel does not tell of changes, or answers nothing at all while an act hangs. */
    static void awaitRules(Hands hands) {
        try {
            hands.awaitRules(GLANCE);
        } catch (NetlinkException | ActTimeout deaf) {
            LockSupport.parkNanos(GLANCE.toNanos()); // then by reading anew
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private static int count(Map<Topic, Integer> partitions, Topic topic) {
        return Objects.requireNonNull(partitions.get(topic));
    }
}
