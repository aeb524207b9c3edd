/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.Status;
import io.flowmend.producer.kubernetes.canary.Canaries;
import io.flowmend.producer.kubernetes.canary.CanaryLoop;
import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.config.KubernetesConfig;
import io.flowmend.producer.kubernetes.health.KubernetesMetrics;
import io.flowmend.producer.kubernetes.health.Progress;
import io.flowmend.producer.kubernetes.mark.LeastMark;
import io.flowmend.producer.kubernetes.mark.MonotoneClock;
import io.flowmend.producer.kubernetes.publish.Clients;
import io.flowmend.producer.kubernetes.publish.KafkaClients;
import io.flowmend.producer.kubernetes.publish.KafkaLink;
import io.flowmend.producer.kubernetes.publish.Line;
import io.flowmend.producer.kubernetes.watch.HurryingOutlet;
import io.flowmend.producer.kubernetes.watch.Source;
import io.flowmend.producer.kubernetes.watch.Sources;
import io.flowmend.producer.kubernetes.watch.TypeWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The Kubernetes producer, to be embedded or run by {@link Main}. The Kubernetes client stays its owner's. */
public final class KubernetesProducer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final MonotoneClock clock;
    private final Progress progress;
    private final KafkaLink kafka;
    private final CanaryLoop canaries;
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<TypeWatch<?, ?>> watches = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Reads the topics back, then starts.
     *
     * @param client best from {@link KubernetesAccess#client}, whose retries are off: this producer tries again by itself
     * @param onFailure called once if something is lost for good; the producer then writes no more and is to be closed
     * @throws io.flowmend.common.cli.StartupFailure if the topics cannot be read back
     */
    public static KubernetesProducer start(
            KubernetesConfig config,
            KafkaSettings kafka,
            KubernetesClient client,
            MeterRegistry metrics,
            Consumer<Throwable> onFailure) {
        var id = UUID.randomUUID().toString().substring(0, 8);
        return start(
                config, kafka, new KafkaClients(kafka, id), id, client, metrics, InstantSource.system(), onFailure);
    }

    static KubernetesProducer start(
            KubernetesConfig config,
            KafkaSettings kafka,
            Clients clients,
            String id,
            KubernetesClient client,
            MeterRegistry registry,
            InstantSource wallClock,
            Consumer<Throwable> onFailure) {
        return new KubernetesProducer(config, kafka, clients, id, client, registry, wallClock, onFailure);
    }

    private KubernetesProducer(
            KubernetesConfig config,
            KafkaSettings settings,
            Clients clients,
            String id,
            KubernetesClient client,
            MeterRegistry registry,
            InstantSource wallClock,
            Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        this.clock = new MonotoneClock(wallClock);
        var metrics = new KubernetesMetrics(registry, clock);
        var withCanaries = config.canary().enabled();
        this.progress = new Progress(clock.instant(), withCanaries ? LeastMark.KINDS : Set.of(), withCanaries);
        this.kafka = KafkaLink.open(
                clients, new KafkaLink.Surroundings(settings, clock, wallClock, progress, metrics, this::failed));
        this.canaries = Canaries.loop(client, config.canary(), id, clock, progress, metrics);
        var around = new TypeWatch.Surroundings(clock, canaries, progress, metrics, config.pageSize());
        add(Sources.pods(client), kafka.pods(), around);
        add(Sources.services(client), kafka.services(), around);
        add(Sources.slices(client), kafka.slices(), around);
        add(Sources.nodes(client), kafka.nodes(), around);
        add(Sources.namespaces(client), kafka.namespaces(), around);
        threads.forEach(Thread::start);
        canaries.start();
    }

    private <T extends HasMetadata, F extends Facts> void add(
            Source<T, F> source, Line<F> line, TypeWatch.Surroundings around) {
        var watch = new TypeWatch<>(
                source, line.tracker(), line.marks(), new HurryingOutlet(line.outlet(), canaries::hurry), around);
        watches.add(watch);
        threads.add(Thread.ofPlatform()
                .name("watch-" + source.kind().plural())
                .daemon()
                .unstarted(() -> {
                    try {
                        watch.run();
                    } catch (RuntimeException | Error broken) {
                        failed(broken);
                    }
                }));
    }

    /** Alive: every loop turned lately, and nothing is lost. */
    public Status health() {
        return progress.health(clock.instant());
    }

    /** Every type is listed and watched, and its first mark is written. */
    public Status ready() {
        return progress.ready();
    }

    private void failed(Throwable cause) {
        progress.failed(cause);
        if (ended.compareAndSet(false, true)) {
            watches.forEach(TypeWatch::stop);
            Thread.ofVirtual().name("kubernetes-producer-failed").start(() -> onFailure.accept(cause));
        }
    }

    /** Removes the canaries, lets the loops end and flushes what they wrote. */
    @Override
    public void close() {
        ended.set(true);
        canaries.close();
        watches.forEach(TypeWatch::stop);
        for (var thread : threads) {
            join(thread);
        }
        kafka.close();
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
