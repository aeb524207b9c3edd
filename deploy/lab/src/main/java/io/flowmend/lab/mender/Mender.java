/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.lab.cases.Bystanders;
import io.flowmend.lab.process.Undisturbed;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.world.World;
import io.flowmend.local.cli.Installation;
import io.flowmend.local.part.KubernetesPart;
import io.flowmend.local.part.NodePart;
import io.flowmend.local.part.Part;
import io.flowmend.local.part.PartContext;
import io.flowmend.local.part.PartSettings;
import io.flowmend.local.part.Parts;
import io.flowmend.local.part.StreamsPart;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.PlatformSettings;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.platform.StateFolder;
import io.flowmend.local.platform.TopicSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All parts of Flowmend at work on one world. */
public final class Mender implements AutoCloseable {

    private static final String CLUSTER = "lab";
    private static final String PREFIX = "flowmend.";
    private static final int PARTITIONS = 2;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Parts parts = new Parts();
    private final ExecutorChild executor;
    private final Subscriber subscriber;
    private final Judge judge;

    private Mender(StateFolder folder, World world, Map<String, String> given, Progress progress) {
        try {
            var topics = TopicSetup.live(PREFIX, PARTITIONS);
            var platform = kept(
                    Platform.start(folder, new PlatformSettings(Installation.registryHome(), 0, 0, topics), progress));
            var client = new HashMap<>(platform.clientSettings());
            client.putAll(Map.of("cluster", CLUSTER, "topic.prefix", PREFIX));
            var kafka = KafkaSettings.from(Settings.of(client));
            subscriber = kept(Subscriber.from(kafka));
            kept(parts);
            attach(folder.path().resolve("parts"), settings(world, given), client, progress);
            executor = kept(ExecutorChild.start(
                    folder, world.node(), Keys.in(folder.path().resolve("keys")), client, given));
            progress.say("executor started as process " + executor.pid());
            awaitReady();
            var witness = Witness.start(folder.logs(), world.node());
            judge = kept(new Judge(courses(), witness, Bystanders.begin(world)));
            progress.say("Flowmend watches " + world.node().name());
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts it.
     *
     * @param given settings that win over the lab's
     * @throws StartupFailure if a part cannot be started or does not become ready
     */
    public static Mender start(StateFolder folder, World world, Map<String, String> given, Progress progress) {
        return new Mender(folder, world, given, progress);
    }

    /**
     * Bounds for a lab whose every run has a service of its own: it breaks more services in a minute than any cluster does, and
     * what would stop the planner there must not stop it here.
     */
    public static Map<String, String> wideBounds() {
        return Map.of(
                "planner.breaker.services", "1000", "planner.budget.node", "1000", "planner.budget.cluster", "1000");
    }

    /** What it does about a run. */
    public Courses courses() {
        return new Courses(subscriber);
    }

    /** What it did wrong. */
    public Judge judge() {
        return judge;
    }

    /** @throws StartupFailure if a part has ended, as no figure counts then */
    public void check() {
        parts.ended().ifPresent(why -> {
            throw new StartupFailure(why);
        });
        executor.check();
    }

    @Override
    public void close() {
        Undisturbed.close(running);
    }

    /** As an operator would set it who lets Flowmend act. */
    private static Map<String, String> settings(World world, Map<String, String> given) {
        var settings = new HashMap<String, String>();
        settings.put("planner.mode", "auto");
        settings.put("kubernetes.kubeconfig", world.api().kubeconfig().toString());
        settings.put(
                "node.namespaces",
                world.node().name() + "=" + world.node().namespace().path());
        settings.putAll(given);
        return settings;
    }

    private void attach(Path state, Map<String, String> settings, Map<String, String> client, Progress progress) {
        var own = new HashMap<>(settings);
        own.put("planner.keys", Keys.in(state.resolveSibling("keys")).toString());
        own.keySet().removeIf(key -> key.startsWith(ExecutorChild.PREFIX));
        var deal = new PartSettings(own, client);
        var metrics = new SimpleMeterRegistry();
        List<Part> wanted = List.of(new StreamsPart(), new KubernetesPart(), new NodePart());
        deal.check(wanted);
        parts.attach(wanted, part -> new PartContext(deal.of(part), metrics, state), progress);
    }

    private void awaitReady() {
        var ready = Waiting.holdsWithin(READY_WITHIN, () -> {
            check();
            return parts.ready().good() && executor.ready();
        });
        if (!ready) {
            throw new StartupFailure("Flowmend is not ready after " + READY_WITHIN.toSeconds() + " s: "
                    + parts.ready().detail() + "; executor: " + (executor.ready() ? "ready" : "not ready"));
        }
    }

    private <T extends AutoCloseable> T kept(T part) {
        running.push(part);
        return part;
    }
}
