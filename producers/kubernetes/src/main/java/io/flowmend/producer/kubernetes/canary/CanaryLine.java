/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One canary on its way: one patch in flight at most, and each change between working and not said once. */
final class CanaryLine {

    private static final Logger LOG = LoggerFactory.getLogger(CanaryLine.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(30);
    private static final Duration LANDING = Duration.ofSeconds(2);

    private final Canary canary;
    private final KubernetesClient client;
    private final InstantSource clock;
    private final CanaryMetrics metrics;
    private final Semaphore flight = new Semaphore(1);
    private volatile boolean closed;
    private volatile boolean failing;
    private volatile Instant notBefore = Instant.EPOCH;
    private volatile @Nullable Instant acknowledged;

    CanaryLine(Canary canary, KubernetesClient client, InstantSource clock, CanaryMetrics metrics) {
        this.canary = canary;
        this.client = client;
        this.clock = clock;
        this.metrics = metrics;
    }

    Canary canary() {
        return canary;
    }

    Optional<Instant> acknowledgedAt() {
        return Optional.ofNullable(acknowledged);
    }

    void send(Instant stamp) {
        if (closed || stamp.isBefore(notBefore) || !flight.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("canary-" + canary.kind().plural()).start(() -> {
            try {
                canary.send(client, stamp);
                succeeded();
            } catch (RuntimeException failed) {
                failed(failed);
            } finally {
                flight.release();
            }
        });
    }

    /** Waits for a patch in flight, which would otherwise create again what is being removed. */
    void remove(KubernetesClient with) {
        closed = true;
        try {
            if (flight.tryAcquire(LANDING.toMillis(), TimeUnit.MILLISECONDS)) {
                canary.remove(with);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.atInfo()
                    .addKeyValue("kind", canary.kind().apiName())
                    .addKeyValue("reason", failed.getMessage())
                    .log("canary not removed; a later start does it");
        }
    }

    private void succeeded() {
        acknowledged = clock.instant();
        if (failing) {
            failing = false;
            LOG.atInfo().addKeyValue("kind", canary.kind().apiName()).log("canary is sent again");
        }
    }

    private void failed(RuntimeException failure) {
        metrics.canaryFailed(canary.kind());
        var forbidden = failure instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
        if (forbidden) {
            notBefore = clock.instant().plus(ASK_AGAIN);
        }
        if (!failing && !closed) {
            failing = true;
            LOG.atWarn()
                    .addKeyValue("kind", canary.kind().apiName())
                    .addKeyValue("reason", failure.getMessage())
                    .log(
                            forbidden
                                    ? "no right to write the canary: the watermark moves by bookmarks and holds back 90 s"
                                    : "canary cannot be sent: the watermark stands still until it can");
        }
    }
}
