/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.AddressFilter;
import io.flowmend.kernel.conntrack.ConntrackEvents.Batch;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.EntryView;
import io.flowmend.producer.node.sample.AddressBook;
import io.flowmend.producer.node.sample.FlowTracker;
import io.flowmend.producer.node.sample.FlowTracker.Row;
import io.flowmend.producer.node.sample.Moment;
import io.flowmend.producer.node.sample.Snapshot;
import io.flowmend.producer.node.sample.Snapshot.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches one node. {@link #round} is one turn of its loop; who owns the thread calls it again and again.
 *
 * <p>The only other thread that may touch it is the one that reads {@link #progress}.
 */
public final class NodeWatch implements AutoCloseable {

    private static final Duration BUSY_PAUSE = Duration.ofMillis(50);
    private static final Duration IDLE_PAUSE = Duration.ofMillis(500);
    /** After news: more of it comes in one go, and a wake-up per event would cost more than the events. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private static final Duration BETWEEN_CHORES = Duration.ofMillis(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);
    /** As many as one queue can hold: after them, all that waited at the dump's end has been read. */
    private static final int MOST_DRAINED = 200_000;

    private static final int MOST_FILTERED_DUMPS = 4;

    private final NodeProbes probes;
    private final NodeClock clock;
    private final Outbox outbox;
    private final AddressInbox inbox;
    private final AddressBook book;
    private final FlowTracker tracker;
    private final LocalView local;
    private final WatchMetrics metrics;
    private AddressFilter filter = AddressFilter.of(Set.of());
    private final Set<ServiceAddress> toLook = new HashSet<>();
    private @Nullable Set<EntryKey> touched;
    private boolean stale;
    private Moment staleUntil;
    private Duration retry = FIRST_RETRY;
    private Moment lookedAt;
    private Moment choresAt;
    private Moment batchAt;
    private volatile @Nullable Progress progress;

    /** What a watcher is made of. */
    public record Parts(
            NodeProbes probes,
            NodeClock clock,
            Outbox outbox,
            AddressInbox inbox,
            WatchMetrics metrics,
            Duration retirement,
            Duration readInterval,
            int mostTracked) {}

    public NodeWatch(Parts parts) {
        this.probes = parts.probes();
        this.clock = parts.clock();
        this.outbox = parts.outbox();
        this.inbox = parts.inbox();
        this.metrics = parts.metrics();
        this.book = new AddressBook(parts.retirement());
        this.local = new LocalView(probes.addresses(), probes.listeners());
        this.tracker = new FlowTracker(local, outbox, parts.mostTracked(), parts.readInterval());
        var now = clock.now();
        this.staleUntil = now;
        this.lookedAt = now;
        this.choresAt = now;
        this.batchAt = now;
    }

    /** Empty until the first dump is done. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** One turn: waits for news no longer than there is nothing else to do. */
    public void round() {
        if (progress == null && !inbox.complete()) {
            LockSupport.parkNanos(GATHER.toNanos());
            takeAddresses(); // Events that come meanwhile stay queued: the first dump covers their outcome.
            return;
        }
        if (progress == null) {
            begin();
        }
        probes.events().await(tracker.suspicious() > 0 || !toLook.isEmpty() || stale ? BUSY_PAUSE : IDLE_PAUSE);
        local.newRound();
        var empty = drain(MOST_DRAINED);
        if (clock.now().since(choresAt).compareTo(BETWEEN_CHORES) >= 0) {
            choresAt = clock.now();
            takeAddresses();
            look();
            readDue();
            forget();
        }
        report(empty);
        LockSupport.parkNanos(GATHER.toNanos());
    }

    @Override
    public void close() {
        probes.close();
    }

    private void begin() {
        takeAddresses();
        toLook.clear();
        drainUnseen();
        dump(Reason.START, List.of(), address -> true);
        // After the last of its rows: only then is known again what happened before this life.
        var since = clock.stamp(clock.now().wall());
        progress = new Progress(since, since, outbox.lastSequence(), outbox.lost(), tracker.suspicious());
    }

    /** Before the first dump nothing is told, and an overrun loses nothing. */
    private void drainUnseen() {
        for (var count = 0; count < MOST_DRAINED; ) {
            switch (probes.events().receive(view -> {})) {
                case Batch.Seen seen -> {
                    if (seen.messages() == 0) {
                        return;
                    }
                    count += seen.messages();
                }
                case Batch.Overrun overrun -> count++;
            }
        }
    }

    /** @return true if the queue was found empty: then everything up to {@link #batchAt} has been seen */
    private boolean drain(int most) {
        for (var count = 0; count < most; ) {
            batchAt = clock.now();
            switch (probes.events().receive(this::event)) {
                case Batch.Seen seen -> {
                    metrics.received(seen.messages());
                    if (seen.messages() == 0) {
                        return true;
                    }
                    count += seen.messages();
                }
                case Batch.Overrun overrun -> lose(overrun.messages());
            }
        }
        return false;
    }

    private void event(EntryView view) {
        var concerns = view.unNated() ? view.towards(filter) : view.originalIn(tracker.originals()::contains);
        if (!concerns) {
            return;
        }
        var entry = view.entry();
        if (touched != null) {
            touched.add(entry.key());
        }
        switch (view.kind()) {
            case CREATED -> tracker.created(entry, batchAt);
            case UPDATED -> tracker.updated(entry, batchAt);
            case DESTROYED -> tracker.destroyed(entry, Programs.author(view.author()), batchAt);
        }
    }

    private void takeAddresses() {
        var now = clock.now();
        var changed = false;
        for (var claim : inbox.take()) {
            toLook.addAll(book.claim(claim.service(), claim.addresses(), now));
            changed = true;
        }
        if (changed) {
            filter = AddressFilter.of(book.watched());
        }
    }

    /** Dumps that are owed: all of it after a loss, else what goes to addresses that are new or have twins to find. */
    private void look() {
        var now = clock.now();
        if (stale && outbox.roomy() && now.since(staleUntil).compareTo(Duration.ZERO) >= 0) {
            stale = false;
            toLook.clear();
            tracker.takeTwinless();
            dump(Reason.OVERFLOW, List.of(), address -> true);
            return;
        }
        if (now.since(lookedAt).compareTo(BETWEEN_LOOKS) >= 0) {
            lookedAt = now;
            toLook.addAll(tracker.takeTwinless());
            if (!toLook.isEmpty()) {
                var scope = Set.copyOf(toLook);
                toLook.clear();
                dump(Reason.ADDRESS, scope, scope::contains);
            }
        }
    }

    /** @param only addresses to ask the kernel for; all entries if empty or too many to ask one by one */
    private Snapshot dump(Reason reason, Collection<ServiceAddress> only, Predicate<ServiceAddress> scope) {
        drain(MOST_DRAINED);
        var low = clock.now();
        var rows = new ArrayList<Row>();
        Consumer<EntryView> each = view -> {
            var wanted = view.unNated() ? view.towards(filter) : view.originalIn(tracker.originals()::contains);
            if (wanted) {
                var entry = view.entry();
                if (scope.test(entry.key().towards())) {
                    rows.add(new Row(entry, low, clock.now()));
                }
            }
        };
        if (only.isEmpty() || only.size() > MOST_FILTERED_DUMPS) {
            probes.queries().dump(each);
        } else {
            only.forEach(address -> probes.queries().dump(address, each));
        }
        touched = new HashSet<>();
        drain(MOST_DRAINED);
        var over = touched;
        touched = null;
        var end = clock.now();
        var dump = new Snapshot(UUID.randomUUID().toString(), reason, low.wall(), end.wall());
        metrics.dumped();
        tracker.dumped(rows, scope, over, dump, end);
        return dump;
    }

    private void readDue() {
        for (var key : tracker.due(clock.now())) {
            var from = clock.now();
            var found = probes.queries().get(key);
            var until = clock.now();
            metrics.read();
            if (found.isEmpty() || !found.get().key().equals(key)) {
                drain(MOST_DRAINED); // Its end is in the queue, if the kernel told it.
            }
            tracker.read(key, found, from, until);
        }
    }

    private void forget() {
        if (book.expire(clock.now(), address -> tracker.destinations().contains(address))) {
            filter = AddressFilter.of(book.watched());
        }
    }

    private void lose(long count) {
        outbox.lost(count);
        metrics.lost(count);
        if (!stale) {
            stale = true;
            staleUntil = clock.now();
        }
    }

    private void report(boolean empty) {
        var refused = tracker.takeRefused();
        outbox.lost(refused);
        var unsaid = tracker.takeUnsaid() + refused;
        if (unsaid > 0) {
            metrics.lost(unsaid);
            stale = true;
            staleUntil = clock.now().plus(retry);
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
        } else if (!stale) {
            retry = FIRST_RETRY;
        }
        var before = progress;
        if (before != null) {
            // While something is lost and not yet dumped again, nothing new is vouched for.
            var watermark = empty && !stale ? clock.stamp(batchAt.wall()) : before.watermark();
            metrics.tracked(tracker.size());
            progress = new Progress(
                    watermark, before.watchingSince(), outbox.lastSequence(), outbox.lost(), tracker.suspicious());
        }
    }
}
