/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.AddressFilter;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.conntrack.IpFilter;
import io.flowmend.producer.node.sample.AddressBook;
import io.flowmend.producer.node.sample.FlowTracker;
import io.flowmend.producer.node.sample.Ghosts;
import io.flowmend.producer.node.sample.GoneAddresses;
import io.flowmend.producer.node.sample.Moment;
import io.flowmend.producer.node.sample.Snapshot.Reason;
import io.flowmend.producer.node.sample.SocketTracker;
import io.flowmend.producer.node.sample.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches one node. {@link #round} is one turn of its loop; who owns the thread calls it again and again.
 *
 * <p>The only other thread that may touch it is the one that reads {@link #progress}.
 */
public final class NodeWatch implements AutoCloseable {

    private static final Duration BUSY_PAUSE = Duration.ofMillis(50);
    /** Also the longest that news of services and pods wait on a quiet node. */
    private static final Duration IDLE_PAUSE = Duration.ofMillis(200);
    /** After news: more of it comes in one go, and a wake-up per event would cost more than the events. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private static final Duration BETWEEN_CHORES = Duration.ofMillis(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** A dump is followed by a pause that is so many times longer: dumps take a tenth of one processor at most. */
    private static final int REST_PER_DUMP = 10;

    /** After an owner's end: who sends to it at all has stuck data by then, or shows it in conntrack later. */
    private static final Duration SOCKETS_AFTER_END = Duration.ofSeconds(10);

    private static final int MOST_GONE = 1 << 16;

    private final NodeProbes probes;
    private final NodeClock clock;
    private final Outbox outbox;
    private final AddressInbox inbox;
    private final OwnerInbox owners;
    private final SocketSampler sampler;
    private final WatchMetrics metrics;
    private final AddressBook book;
    private final GoneAddresses gone;
    private final LocalView local;
    private final FlowTracker tracker;
    private final SocketTracker sockets;
    private final Debts debts;
    private final EntryWatch entries;
    private final Set<ServiceAddress> toLook = new HashSet<>();
    private Moment lookAt;
    private Moment choresAt;
    private Moment aimedAt;
    private volatile @Nullable Progress progress;

    /** What a watcher is made of. */
    public record Parts(
            NodeProbes probes,
            NodeClock clock,
            Outbox outbox,
            AddressInbox inbox,
            OwnerInbox owners,
            SocketSampler sockets,
            WatchMetrics metrics,
            Limits limits) {}

    /**
     * How long and how many.
     *
     * @param retirement how long an address that no service claims any more is watched
     * @param goneRetirement how long an address whose owner ended is watched if nothing is sent there
     * @param hold how long after an owner's end a rule concludes
     * @param mostTracked entries at a time, and as many sockets
     */
    public record Limits(
            Duration retirement, Duration goneRetirement, Duration hold, Duration readInterval, int mostTracked) {}

    public NodeWatch(Parts parts) {
        var limits = parts.limits();
        this.probes = parts.probes();
        this.clock = parts.clock();
        this.outbox = parts.outbox();
        this.inbox = parts.inbox();
        this.owners = parts.owners();
        this.sampler = parts.sockets();
        this.metrics = parts.metrics();
        this.book = new AddressBook(limits.retirement());
        this.gone = new GoneAddresses(limits.goneRetirement(), limits.hold(), MOST_GONE);
        this.local = new LocalView(probes.addresses(), probes.listeners());
        var around = new Surroundings(
                local, gone::open, address -> book.service(address).map(ServiceName::of));
        this.tracker = new FlowTracker(around, outbox, limits.mostTracked(), limits.readInterval());
        this.sockets = new SocketTracker(around, outbox, limits.mostTracked());
        var now = clock.now();
        this.debts = new Debts(now);
        this.entries = new EntryWatch(probes, clock, outbox, tracker, metrics, debts);
        this.lookAt = now;
        this.choresAt = now;
        this.aimedAt = now;
    }

    /** Empty until the first dump is done. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** One turn: waits for news no longer than there is nothing else to do. */
    public void round() {
        if (progress == null && !(inbox.complete() && owners.complete())) {
            LockSupport.parkNanos(GATHER.toNanos());
            takeNews(); // Events that come meanwhile stay queued: the first dump covers their outcome.
            return;
        }
        if (progress == null) {
            begin();
        }
        probes.events().await(suspicious() > 0 || !toLook.isEmpty() || debts.stale() ? BUSY_PAUSE : IDLE_PAUSE);
        local.newRound();
        var empty = entries.drain();
        if (clock.now().since(choresAt).compareTo(BETWEEN_CHORES) >= 0) {
            choresAt = clock.now();
            takeNews();
            look();
            entries.readDue();
            lookAtSockets();
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
        takeNews();
        toLook.clear();
        entries.drainUnseen();
        var owed = gone.owed();
        entries.dump(Reason.START, new Scope.All(), this::isGhostAtFirstSight);
        looked(owed);
        // After the last of its rows: only then is known again what happened before this life.
        var since = clock.stamp(clock.now().wall());
        progress = progress(since, since, Optional.empty());
    }

    /** Who had the address before this life may be forgotten by all; answered ones are left in peace then. */
    private boolean isGhostAtFirstSight(Entry entry) {
        var reached = entry.key().reply().source();
        return !entry.key().unNated()
                && Ghosts.possible(entry)
                && Ghosts.unanswered(entry)
                && !owners.owned(reached)
                && !local.isLocal(reached);
    }

    private int suspicious() {
        return tracker.suspicious() + sockets.suspicious() + gone.owed().size();
    }

    private void takeNews() {
        var now = clock.now();
        var claims = inbox.take();
        for (var claim : claims) {
            toLook.addAll(book.claim(claim.service(), claim.touched(), now));
            book.claim(claim.service(), claim.addresses(), now);
        }
        if (!claims.isEmpty()) {
            entries.watch(AddressFilter.of(book.watched()));
        }
        var news = owners.take();
        news.forEach(one -> gone.take(one, now));
        if (!news.isEmpty()) {
            entries.watch(IpFilter.of(gone.open()));
        }
    }

    /** Dumps that are owed: all after a loss, else what goes to new addresses, or to such as lost their owner. */
    private void look() {
        var now = clock.now();
        if (debts.due(now) && outbox.roomy()) {
            debts.paid();
            toLook.clear();
            tracker.takeTwinless();
            var owed = gone.owed();
            sockets.retell();
            entries.dump(Reason.OVERFLOW, new Scope.All());
            looked(owed);
        } else if (now.since(lookAt).compareTo(Duration.ZERO) >= 0) {
            toLook.addAll(tracker.takeTwinless());
            var owed = gone.owed();
            var begun = NodeClock.worked();
            if (!toLook.isEmpty() || !owed.isEmpty()) {
                var scope = new Scope.Part(Set.copyOf(toLook), owed);
                toLook.clear();
                entries.dump(Reason.ADDRESS, scope);
                looked(owed);
                rest(NodeClock.worked().minus(begun));
            }
        }
    }

    private void rest(Duration worked) {
        var pause = worked.multipliedBy(REST_PER_DUMP);
        lookAt = clock.now().plus(pause.compareTo(BETWEEN_LOOKS) > 0 ? pause : BETWEEN_LOOKS);
    }

    private void looked(Set<Ip> owed) {
        if (!owed.isEmpty()) {
            gone.looked(owed);
            entries.watch(IpFilter.of(gone.open()));
        }
    }

    private void lookAtSockets() {
        sampler.take().ifPresent(sockets::looked);
        var now = clock.now();
        if (now.since(aimedAt).compareTo(BETWEEN_LOOKS) >= 0) {
            aimedAt = now;
            sampler.aim(aim(now));
        }
    }

    private SocketAim aim(Moment now) {
        var ended = new HashSet<>(gone.endedWithin(SOCKETS_AFTER_END, now));
        var translated = new HashMap<FlowTuple, FlowTuple>();
        var peers = new HashSet<Ip>();
        ended.stream().filter(gone::open).forEach(peers::add);
        tracker.eachTcpGhost(entry -> {
            var reached = entry.key().reply().source();
            if (ended.contains(reached) || Ghosts.stuck(entry)) {
                translated.put(entry.key().original(), entry.key().reply());
            }
        });
        return new SocketAim(peers, translated, sockets.replies());
    }

    private void forget() {
        var now = clock.now();
        if (book.expire(now, address -> tracker.destinations().contains(address))) {
            entries.watch(AddressFilter.of(book.watched()));
        }
        if (gone.expire(now, this::isReached)) {
            entries.watch(IpFilter.of(gone.open()));
        }
    }

    private void report(boolean empty) {
        var refused = tracker.takeRefused() + sockets.takeRefused();
        outbox.lost(refused);
        var unsaid = tracker.takeUnsaid() + refused;
        if (unsaid > 0) {
            metrics.lost(unsaid);
            debts.unsaid(clock.now());
        } else {
            debts.calm();
        }
        var before = progress;
        if (before != null) {
            // While something is lost and not yet dumped again, nothing new is vouched for.
            var watermark =
                    empty && !debts.stale() ? clock.stamp(entries.batchAt().wall()) : before.watermark();
            metrics.tracked(tracker.size());
            metrics.gone(gone.size());
            metrics.sockets(sockets.size());
            var holdOver = gone.holdOver(watermark, this::isReached);
            progress = progress(watermark, before.watchingSince(), holdOver.or(before::holdOver));
        }
    }

    private Progress progress(Instant watermark, Instant since, Optional<Instant> holdOver) {
        return new Progress(watermark, since, outbox.lastSequence(), outbox.lost(), suspicious(), holdOver);
    }

    private boolean isReached(Ip ip) {
        return tracker.reaches(ip) || sockets.reaches(ip);
    }
}
