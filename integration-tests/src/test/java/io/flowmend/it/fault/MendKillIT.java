/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.it.support.KafkaUnderTest;
import io.flowmend.it.support.PrivatePlatform;
import io.flowmend.it.support.RegistryUnderTest;
import io.flowmend.it.support.Requirements;
import io.flowmend.it.support.UpProcess;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.platform.TopicSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flows break on a real node and are mended by an executor of its own process, while one part after the other is killed with
 * SIGKILL at random points. Two kills each; with {@code -Dflowmend.kills=20} as many as asked. {@code -Dflowmend.seed} repeats a
 * run's points.
 */
class MendKillIT {

    private static final int KILLS = Integer.getInteger("flowmend.kills", 2);
    private static final long SEED = Long.getLong("flowmend.seed", System.nanoTime());
    private static final Duration START = Duration.ofSeconds(90);
    private static final int PARTITIONS = 2;
    /** After a burst of services became ready: from before their commands to after their results. */
    private static final int LONGEST_WAIT_MILLIS = 400;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private KeyFolder keys;

    @BeforeEach
    void make() throws IOException {
        Requirements.kernel();
        keys = new KeyFolder(folder.resolve("keys"));
        new KeyMaker(keys).make();
    }

    @Test
    void killsOfTheExecutorLeaveEveryFaultMendedOrRefusedAndNothingIsActedOnTwice() {
        try (var registry = RegistryUnderTest.start();
                var platform = platform(registry);
                var topology = platform.topology(planner());
                var mending = new Mending(platform.kafka(), PARTITIONS, folder, keys)) {
            run("executor", mending, mending::killExecutor);
            assertThat(topology.health().good()).isTrue();
        }
    }

    @Test
    void killsOfTheTopologyLeaveEveryFaultMendedOrRefusedAndNothingIsActedOnTwice() {
        Requirements.that(KILLS > 2, "kills of topology and platform amid mending run with -Pfull");
        try (var registry = RegistryUnderTest.start();
                var platform = platform(registry);
                var topology = new Killed(() -> topology(platform));
                var mending = new Mending(platform.kafka(), PARTITIONS, folder, keys)) {
            run("topology", mending, topology::kill);
        }
    }

    @Test
    void killsOfTheWholePlatformLeaveEveryFaultMendedOrRefusedAndNothingIsActedOnTwice() {
        Requirements.that(KILLS > 2, "kills of topology and platform amid mending run with -Pfull");
        try (var platform = UpProcess.in(folder, PARTITIONS);
                var up = new Killed(() -> platform.start(settings(planner()))).awaitWord(UpProcess.READY);
                var mending = new Mending(platform.kafka(), PARTITIONS, folder, keys)) {
            run("platform", mending, up::kill);
        }
    }

    private void run(String victim, Mending mending, Runnable kill) {
        mending.awaitFirst(START);
        var took = new ArrayList<Long>();
        for (var count = 0; count < KILLS; count++) {
            mending.awaitBurst(START);
            Waiting.pass(Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS)));
            mending.noteInFlight(START);
            var killed = System.nanoTime();
            kill.run();
            mending.awaitMendedAgain(START);
            took.add(Duration.ofNanos(System.nanoTime() - killed).toMillis());
        }
        mending.awaitEnd(START);
        System.out.println("KILLS of the " + victim + ": seed " + SEED + ", mended again after (ms) " + took + "; "
                + mending.summary());
        mending.assertAllEndedAndNothingTwice();
    }

    private static PrivatePlatform platform(RegistryUnderTest registry) {
        return PrivatePlatform.start(
                KafkaUnderTest.inProcess(), registry.url(), TopicSetup.live(RegistryUnderTest.PREFIX, PARTITIONS));
    }

    /** Everything is commanded, however much it is: what holds it back is not the subject here. */
    private Map<String, String> planner() {
        return Map.of(
                "streams.eager", "true",
                "planner.mode", "auto",
                // A command outlives the start of what is killed: it must be told from one that was acted on.
                "planner.command.life", "20s",
                "planner.keys", keys.path().toString(),
                "planner.breaker.services", "100000",
                "planner.budget.node", "100000",
                "planner.budget.service", "100000",
                "planner.budget.cluster", "100000");
    }

    private JavaChild topology(PrivatePlatform platform) {
        var told = new HashMap<>(platform.settings());
        told.putAll(planner());
        told.put("http.port", "0");
        return JavaChild.start(folder, io.flowmend.streams.Main.class, settings(told));
    }

    static List<String> settings(Map<String, String> told) {
        var arguments = new ArrayList<String>();
        told.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    /** A process that is started again as soon as it is killed. */
    static final class Killed implements AutoCloseable {

        private final Supplier<JavaChild> starter;
        private JavaChild child;

        Killed(Supplier<JavaChild> starter) {
            this.starter = starter;
            this.child = starter.get();
        }

        /** What it says when it is ready. */
        Killed awaitWord(String word) {
            if (!Waiting.holdsWithin(START, () -> words().contains(word))) {
                throw new AssertionError("did not say " + word + ": " + words());
            }
            return this;
        }

        void kill() {
            child.close();
            child = starter.get();
        }

        /** What its present life has said. */
        String words() {
            return child.out() + child.err();
        }

        boolean alive() {
            return child.alive();
        }

        @Override
        public void close() {
            child.close();
        }
    }
}
