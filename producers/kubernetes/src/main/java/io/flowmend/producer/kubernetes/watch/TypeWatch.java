/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.flowmend.producer.kubernetes.canary.CanaryLoop;
import io.flowmend.producer.kubernetes.canary.CanarySign;
import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Tracker;
import io.flowmend.producer.kubernetes.health.KubernetesMetrics;
import io.flowmend.producer.kubernetes.health.Progress;
import io.flowmend.producer.kubernetes.mark.Evidence;
import io.flowmend.producer.kubernetes.mark.MarkRule;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop of one type. Everything but {@link #stop()} happens in the thread that runs it. */
public final class TypeWatch<T extends HasMetadata, F extends Facts> implements Runnable {

    /** What every loop shares. */
    public record Surroundings(
            InstantSource clock, CanaryLoop canaries, Progress progress, KubernetesMetrics metrics, int pageSize) {}

    private static final Logger LOG = LoggerFactory.getLogger(TypeWatch.class);
    private static final Duration TURN = Duration.ofMillis(250);

    private final Source<T, F> source;
    private final Tracker<F> tracker;
    private final MarkRule marks;
    private final Outlet outlet;
    private final Surroundings around;
    private final Kind kind;
    private final Pace pace = new Pace();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean listedBefore;
    private @Nullable String version;

    public TypeWatch(Source<T, F> source, Tracker<F> tracker, MarkRule marks, Outlet outlet, Surroundings around) {
        this.source = source;
        this.tracker = tracker;
        this.marks = marks;
        this.outlet = outlet;
        this.around = around;
        this.kind = source.kind();
    }

    /** Ends the loop within its turn, or within one request to the API server. */
    public void stop() {
        stopping.countDown();
    }

    @Override
    public void run() {
        try {
            while (stopping.getCount() > 0) {
                turn();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        around.progress().turned(kind, now());
        try {
            var from = version == null ? list() : version;
            version = from;
            version = follow(from);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_GONE) {
                version = null;
            }
            interrupted(reason(refused));
        }
    }

    private String list() {
        var listing = source.list(around.pageSize());
        if (listedBefore) {
            marks.relisted();
            around.metrics().relisted(kind);
        }
        var all = listing.objects().stream()
                .filter(object -> !CanarySign.on(object))
                .map(source::observe)
                .toList();
        outlet.publish(tracker.listed(all, now()));
        around.metrics().objects(kind, tracker.size());
        listedBefore = true;
        return listing.resourceVersion();
    }

    /** @return the version to go on from; null if it is gone */
    private @Nullable String follow(String from) throws InterruptedException {
        var signals = new Signals<T>(around.clock());
        var watch = source.watch(from, signals);
        try {
            opened();
            return read(from, signals);
        } finally {
            signals.abandon();
            watch.close();
        }
    }

    private @Nullable String read(String from, Signals<T> signals) throws InterruptedException {
        var at = from;
        var vigil = new Vigil(now());
        while (stopping.getCount() > 0) {
            around.progress().turned(kind, now());
            around.metrics().waiting(kind, signals.size());
            var signal = signals.poll(TURN);
            if (signal == null) {
                if (vigil.dead(around.canaries().acknowledgedAt(kind), now())) {
                    interrupted("the watch is silent");
                    return at;
                }
            } else if (signal instanceof Signal.Closed<T> closed) {
                interrupted(closed.reason());
                return closed.gone() ? null : at;
            } else if (signal instanceof Signal.Seen<T> seen) {
                at = take(seen);
                vigil.sign(seen.at());
                pace.succeeded();
            }
        }
        return at;
    }

    /** @return the version that it brings us to */
    private String take(Signal.Seen<T> seen) {
        return switch (seen) {
            case Signal.Changed<T> changed -> changed(changed.object(), changed.at());
            case Signal.Deleted<T> deleted -> deleted(deleted.object(), deleted.at());
            case Signal.Bookmark<T> bookmark -> {
                marks.returned(Evidence.BOOKMARK, bookmark.at(), bookmark.at()).ifPresent(outlet::mark);
                yield bookmark.resourceVersion();
            }
        };
    }

    private String changed(T object, Instant at) {
        if (!CanarySign.on(object)) {
            outlet.publish(tracker.changed(source.observe(object), at));
            around.metrics().objects(kind, tracker.size());
        }
        around.canaries()
                .stampOf(kind, object)
                .flatMap(sent -> marks.returned(Evidence.CANARY, sent, at))
                .ifPresent(outlet::mark);
        return object.getMetadata().getResourceVersion();
    }

    private String deleted(T object, Instant at) {
        if (!CanarySign.on(object)) {
            outlet.publish(tracker.deleted(source.observe(object), at));
            around.metrics().objects(kind, tracker.size());
        }
        return object.getMetadata().getResourceVersion();
    }

    private void opened() {
        around.metrics().opened(kind);
        if (around.progress().watching(kind)) {
            LOG.atInfo().addKeyValue("kind", kind.apiName()).log("watching again");
        }
    }

    /** A watch ends every few minutes as agreed; only what keeps it from going on at once is worth a line. */
    private void interrupted(String reason) throws InterruptedException {
        if (stopping.getCount() == 0) {
            return;
        }
        var wait = pace.failed();
        if (wait.compareTo(Pace.FIRST) > 0 && around.progress().interrupted(kind, reason)) {
            LOG.atWarn()
                    .addKeyValue("kind", kind.apiName())
                    .addKeyValue("reason", reason)
                    .log("cannot watch; trying again until it works");
        }
        pause(wait);
    }

    private void pause(Duration wait) throws InterruptedException {
        if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.atDebug().addKeyValue("kind", kind.apiName()).log("told to stop");
        }
    }

    private static String reason(KubernetesClientException refused) {
        var cause = refused.getCause() == null ? "" : " (" + refused.getCause().getMessage() + ")";
        return refused.getMessage() + cause;
    }

    private Instant now() {
        return around.clock().instant();
    }
}
