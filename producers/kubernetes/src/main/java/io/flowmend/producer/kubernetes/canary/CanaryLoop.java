/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.producer.kubernetes.change.Ending;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.config.CanaryConfig;
import io.flowmend.producer.kubernetes.health.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends every canary once a second or more often ({@link Pulse}), each in a thread of its own, so that one that hangs delays only its own type. */
public final class CanaryLoop implements AutoCloseable {

    /** {@link io.flowmend.producer.kubernetes.mark.Evidence#CANARY} allows 2.5 s between two returns. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(CanaryLoop.class);
    private static final Duration SWEEP_PERIOD = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Progress progress;
    private final Map<Kind, CanaryLine> lines = new EnumMap<>(Kind.class);
    private final LeftoverSweep sweep;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Pulse pulse;
    private Instant swept = Instant.EPOCH;

    CanaryLoop(
            KubernetesClient client,
            List<Canary> canaries,
            LeftoverSweep sweep,
            CanaryConfig config,
            InstantSource clock,
            Progress progress,
            CanaryMetrics metrics) {
        this.client = client;
        this.clock = clock;
        this.progress = progress;
        this.sweep = sweep;
        this.pulse = new Pulse(PERIOD, config.haste());
        canaries.forEach(canary -> lines.put(canary.kind(), new CanaryLine(canary, client, clock, metrics)));
    }

    /** From now on until closed. */
    public void start() {
        if (lines.isEmpty()) {
            LOG.atWarn().log("canaries are switched off: watermarks move by bookmarks and hold back 90 s");
            return;
        }
        Thread.ofPlatform().daemon().name("canary").start(this::run);
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                var early = pulse.await(tick());
                LOG.atTrace().addKeyValue("early", early).log("canaries are due");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something ends: marks come more often for a while, because whoever holds back until it is proven waits for them. */
    public void hurry(Ending ending) {
        if (lines.isEmpty()) {
            return;
        }
        var now = clock.instant();
        pulse.hurry(now);
        if (ending == Ending.OWNER_GONE) {
            pulse.hold(now);
        }
    }

    /** The stamp that came back, if the object is our canary of that type. */
    public Optional<Instant> stampOf(Kind kind, HasMetadata seen) {
        return Optional.ofNullable(lines.get(kind))
                .flatMap(line -> line.canary().stampOf(seen));
    }

    /** When the API last took a patch of that type's canary: its return is due since then. */
    public Optional<Instant> acknowledgedAt(Kind kind) {
        return Optional.ofNullable(lines.get(kind)).flatMap(CanaryLine::acknowledgedAt);
    }

    /** @return what the canaries prove when they come back */
    private Instant tick() {
        var stamp = clock.instant();
        progress.canaryTurned(stamp);
        lines.values().forEach(line -> line.send(stamp));
        if (stamp.isAfter(swept.plus(SWEEP_PERIOD))) {
            swept = stamp;
            Thread.ofVirtual().name("canary-sweep").start(sweep);
        }
        return stamp;
    }

    @Override
    public void close() {
        stopping.countDown();
        pulse.end();
        var removals = lines.values().stream()
                .map(line -> Thread.ofVirtual().start(() -> line.remove(client)))
                .toList();
        for (var removal : removals) {
            try {
                removal.join(PATIENCE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
