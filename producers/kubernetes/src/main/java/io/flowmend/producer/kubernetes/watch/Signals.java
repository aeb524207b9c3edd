/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From the client's thread to the loop's. A full queue makes the client's thread wait, and the client then reads no
 * further from the API server.
 */
final class Signals<T extends HasMetadata> implements Watcher<T> {

    private static final int CAPACITY = 4_096;
    private static final Duration LOOK_UP = Duration.ofMillis(200);

    private final BlockingQueue<Signal<T>> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final InstantSource clock;
    private volatile boolean abandoned;

    Signals(InstantSource clock) {
        this.clock = clock;
    }

    /** The loop reads no more: what is still to come will come again on the next watch. */
    void abandon() {
        abandoned = true;
    }

    @Nullable
    Signal<T> poll(Duration wait) throws InterruptedException {
        return queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    int size() {
        return queue.size();
    }

    /** The loop opens the next watch itself, and knows that it did. */
    @Override
    public boolean reconnecting() {
        return false;
    }

    @Override
    public void eventReceived(Action action, T object) {
        var at = clock.instant();
        switch (action) {
            case ADDED, MODIFIED -> put(new Signal.Changed<>(object, at));
            case DELETED -> put(new Signal.Deleted<>(object, at));
            case BOOKMARK -> put(new Signal.Bookmark<>(object.getMetadata().getResourceVersion(), at));
            case ERROR -> put(new Signal.Closed<>(false, "the API server reported an error on the watch"));
        }
    }

    @Override
    public void onClose() {
        put(new Signal.Closed<>(false, "closed"));
    }

    @Override
    public void onClose(WatcherException cause) {
        put(new Signal.Closed<>(cause.isHttpGone(), String.valueOf(cause.getMessage())));
    }

    private void put(Signal<T> signal) {
        try {
            while (!abandoned && !queue.offer(signal, LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                // full: wait for the loop, unless it has left
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
