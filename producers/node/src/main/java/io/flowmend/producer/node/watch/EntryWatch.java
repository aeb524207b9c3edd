/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.conntrack.AddressFilter;
import io.flowmend.kernel.conntrack.ConntrackEvents.Batch;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.EntryView;
import io.flowmend.kernel.conntrack.IpFilter;
import io.flowmend.producer.node.sample.DumpRow;
import io.flowmend.producer.node.sample.FlowTracker;
import io.flowmend.producer.node.sample.Moment;
import io.flowmend.producer.node.sample.Snapshot;
import io.flowmend.producer.node.sample.Snapshot.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The conntrack table of a node on its way to the tracker: events as they come, dumps and reads when asked for. */
final class EntryWatch {

    /** As many as one queue can hold: after them, all that waited at the dump's end has been read. */
    private static final int MOST_DRAINED = 200_000;

    /** More due entries than this are read by a dump instead of one by one. */
    private static final int MANY = 32;

    /** Of entries that such a dump did not show; the others are looked for at the next turn. */
    private static final int MOST_MISSING = 256;

    private final NodeProbes probes;
    private final NodeClock clock;
    private final Outbox outbox;
    private final FlowTracker tracker;
    private final WatchMetrics metrics;
    private final Debts debts;
    private AddressFilter services = AddressFilter.of(Set.of());
    private IpFilter gone = IpFilter.of(Set.of());
    private @Nullable Set<EntryKey> touched;
    private Moment batchAt;

    EntryWatch(
            NodeProbes probes, NodeClock clock, Outbox outbox, FlowTracker tracker, WatchMetrics metrics, Debts debts) {
        this.probes = probes;
        this.clock = clock;
        this.outbox = outbox;
        this.tracker = tracker;
        this.metrics = metrics;
        this.debts = debts;
        this.batchAt = clock.now();
    }

    void watch(AddressFilter serviceAddresses) {
        services = serviceAddresses;
    }

    void watch(IpFilter goneAddresses) {
        gone = goneAddresses;
    }

    /** Everything that the kernel told up to here has been seen, if the last drain found the queue empty. */
    Moment batchAt() {
        return batchAt;
    }

    /** Before the first dump nothing is told, and an overrun loses nothing. */
    void drainUnseen() {
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
    boolean drain() {
        for (var count = 0; count < MOST_DRAINED; ) {
            batchAt = clock.now();
            switch (probes.events().receive(this::event)) {
                case Batch.Seen seen -> {
                    metrics.received(seen.messages());
                    if (seen.messages() == 0) {
                        return true;
                    }
                    count += seen.messages();
                }
                case Batch.Overrun overrun -> {
                    outbox.lost(overrun.messages());
                    metrics.lost(overrun.messages());
                    debts.lost(clock.now());
                }
            }
        }
        return false;
    }

    void dump(Reason reason, Scope scope) {
        dump(reason, scope, entry -> false);
    }

    /** @param ghost whether an entry towards a service is suspicious although nobody is known to have ended */
    void dump(Reason reason, Scope scope, Predicate<Entry> ghost) {
        drain();
        var low = clock.now();
        var rows = new ArrayList<DumpRow>();
        Consumer<EntryView> each = view -> {
            var concerns = concerns(view);
            if (concerns || (reason == Reason.START && view.towards(services))) {
                var entry = view.entry();
                var haunted = !concerns && ghost.test(entry);
                if ((concerns || haunted) && scope.covers(entry.key())) {
                    rows.add(new DumpRow(entry, low, clock.now(), haunted));
                }
            }
        };
        scope.read(probes.queries(), each);
        touched = new HashSet<>();
        drain();
        var over = touched;
        touched = null;
        var end = clock.now();
        metrics.dumped();
        var dump = new Snapshot(UUID.randomUUID().toString(), reason, low.wall(), end.wall());
        tracker.dumped(rows, scope::covers, over, dump, end);
    }

    void readDue() {
        var due = tracker.due(clock.now());
        if (due.size() > MANY) {
            readMany(due);
        } else {
            due.forEach(this::read);
        }
    }

    private void read(EntryKey key) {
        var from = clock.now();
        var found = probes.queries().get(key);
        var until = clock.now();
        metrics.read();
        if (found.isEmpty() || !found.get().key().equals(key)) {
            drain(); // Its end is in the queue, if the kernel told it.
        }
        tracker.read(key, found, from, until);
    }

    private void readMany(List<EntryKey> due) {
        var wanted = new HashSet<>(due);
        var found = new HashMap<EntryKey, DumpRow>();
        var from = clock.now();
        Scope.Part.of(due).read(probes.queries(), view -> {
            if (view.originalIn(tracker.originals()::contains)) {
                var entry = view.entry();
                if (wanted.contains(entry.key())) {
                    found.put(entry.key(), new DumpRow(entry, from, clock.now(), false));
                }
            }
        });
        touched = new HashSet<>();
        drain();
        var over = touched; // An event is newer than the row.
        touched = null;
        metrics.dumped();
        found.values().stream()
                .filter(row -> !over.contains(row.entry().key()))
                .forEach(row -> tracker.read(row.entry().key(), Optional.of(row.entry()), row.from(), row.until()));
        due.stream()
                .filter(key -> !found.containsKey(key) && tracker.tracks(key))
                .limit(MOST_MISSING)
                .forEach(this::read);
    }

    private boolean concerns(EntryView view) {
        return view.unNated()
                ? view.towards(services)
                : view.originalIn(tracker.originals()::contains) || view.reaches(gone);
    }

    private void event(EntryView view) {
        if (!concerns(view)) {
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
}
