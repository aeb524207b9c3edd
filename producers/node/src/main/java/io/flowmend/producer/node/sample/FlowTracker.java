/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.Originals;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the entries of one node.
 *
 * <p>Entries towards a service address that nobody translated are suspicious: each is told from its first sight to its
 * end. A translated one is healthy and not worth a word, unless an untranslated one with the same original tuple is
 * tracked in another zone: then it is that one's twin and tells that the node does translate, one zone further.
 *
 * <p>A translated one whose packets reach an address that has no owner any more is suspicious as well, and told in the
 * same way: see {@link GoneAddresses}.
 *
 * <p>Used by one thread. It neither reads a clock nor the kernel: it is told, and asks {@link Surroundings} and
 * {@link FlowFact.Sink}.
 */
public final class FlowTracker {

    private final Surroundings around;
    private final FlowFact.Sink sink;
    private final int most;
    private final Duration readInterval;
    private final Map<EntryKey, TrackedFlow> tracked = new HashMap<>();
    private final Map<EntryKey, TrackedFlow> untoldEnds = new HashMap<>();
    private final Originals originals = new Originals();
    private final Suspects suspects = new Suspects();
    private long unsaid;
    private long refused;

    /** @param most entries tracked at a time; one more is not told of, which counts as unsaid */
    public FlowTracker(Surroundings around, FlowFact.Sink sink, int most, Duration readInterval) {
        this.around = around;
        this.sink = sink;
        this.most = most;
        this.readInterval = readInterval;
    }

    /** Original tuples of what is tracked: an event about one of them is never healthy noise. */
    public Originals originals() {
        return originals;
    }

    public int suspicious() {
        return suspects.count();
    }

    /** Facts that found no room since the last call: what others know is no longer what is. */
    public long takeUnsaid() {
        var count = unsaid;
        unsaid = 0;
        return count;
    }

    /** Entries not tracked since the last call, because there were too many. */
    public long takeRefused() {
        var count = refused;
        refused = 0;
        return count;
    }

    public int size() {
        return tracked.size();
    }

    /** Addresses that have a tracked entry. */
    public Set<ServiceAddress> destinations() {
        return tracked.keySet().stream().map(EntryKey::towards).collect(Collectors.toSet());
    }

    public boolean tracks(EntryKey key) {
        return tracked.containsKey(key);
    }

    /** True if a tracked entry's packets go to this address, whose owner ended. */
    public boolean reaches(Ip gone) {
        return suspects.reach(gone);
    }

    /** Shows every tracked TCP entry whose packets go to an address whose owner ended. */
    public void eachTcpGhost(Consumer<Entry> each) {
        tracked.values().stream()
                .filter(flow -> flow.towardsGone() && flow.entry().key().protocol() == ServiceAddress.TCP)
                .forEach(flow -> each.accept(flow.entry()));
    }

    public void created(Entry entry, Moment at) {
        appeared(Kind.CREATED, entry, at);
    }

    public void updated(Entry entry, Moment at) {
        var known = tracked.get(entry.key());
        if (known == null) {
            appeared(Kind.UPDATED, entry, at);
            return;
        }
        var next = known.shown(entry, facts(entry), look(entry, at, at));
        tracked.put(entry.key(), next);
        say(FlowFact.of(Kind.UPDATED, next, at));
    }

    public void destroyed(Entry entry, Optional<Author> author, Moment at) {
        var known = tracked.get(entry.key());
        if (known != null) {
            end(Kind.DESTROYED, known.shown(entry, known.local(), null), at, author.orElse(null), null);
        }
    }

    /**
     * A dump has ended and the events up to its high mark are in.
     *
     * @param rows what it showed
     * @param scope entries that it covered
     * @param touched entries about which an event came between its marks; the event is right, not the row
     */
    public void dumped(
            Collection<DumpRow> rows, Predicate<EntryKey> scope, Set<EntryKey> touched, Snapshot dump, Moment at) {
        var again = dump.reason() != Snapshot.Reason.ADDRESS;
        var seen = new HashSet<EntryKey>();
        rows.stream()
                .filter(row -> row.entry().key().unNated())
                .forEach(row -> row(row, again, touched, seen, dump, at));
        rows.stream()
                .filter(row -> !row.entry().key().unNated())
                .forEach(row -> row(row, again, touched, seen, dump, at));
        if (again) {
            List.copyOf(untoldEnds.values()).forEach(flow -> retell(flow, dump, at));
        }
        tracked.keySet().stream()
                .filter(key -> scope.test(key) && !seen.contains(key) && !touched.contains(key))
                .toList()
                .forEach(key -> end(Kind.GONE, tracked.get(key), at, null, dump));
    }

    /** Entries that are due for a read, the longest waiting first. */
    public List<EntryKey> due(Moment now) {
        return tracked.values().stream()
                .filter(flow -> now.since(flow.readAt()).compareTo(readInterval) >= 0)
                .sorted(Comparator.comparing(flow -> flow.readAt().running()))
                .map(flow -> flow.entry().key())
                .toList();
    }

    /** A read of a tracked entry, between two moments; events that came before it are in. */
    public void read(EntryKey key, Optional<Entry> found, Moment from, Moment until) {
        var known = tracked.get(key);
        if (known == null) {
            return;
        }
        if (found.isEmpty() || !found.get().key().equals(key)) {
            end(Kind.GONE, known, until, null, null);
            found.filter(other -> concerns(other.key()))
                    .filter(other -> !tracked.containsKey(other.key()))
                    .ifPresent(other -> begin(Kind.SEEN, other, look(other, from, until), until, null, false));
            return;
        }
        compare(known, found.get(), from, until);
    }

    /** Addresses of entries whose twins in other zones have not been looked for yet. */
    public Set<ServiceAddress> takeTwinless() {
        return suspects.takeTwinless();
    }

    private void compare(TrackedFlow known, Entry entry, Moment from, Moment until) {
        var facts = facts(entry);
        var look = look(entry, from, until);
        var next = known.read(entry, facts, look, until);
        var refreshed = known.refreshedBy(entry, look) && known.suspicious();
        tracked.put(entry.key(), next);
        if (entry.status() != known.entry().status() || !facts.equals(known.local()) || known.cutBy(look)) {
            say(FlowFact.of(Kind.UPDATED, next, until));
        }
        if (refreshed && known.baseline() != null) {
            say(FlowFact.of(Kind.REFRESHED, next, until)
                    .movedFrom(known.baseline().endOfLife()));
        }
    }

    private boolean isGhost(Entry entry) {
        return !entry.key().unNated() && around.gone().test(entry.key().reply().source()) && Ghosts.possible(entry);
    }

    private void appeared(Kind kind, Entry entry, Moment at) {
        if (concerns(entry.key()) || isGhost(entry)) {
            begin(kind, entry, look(entry, at, at), at, null, false);
        }
    }

    private void row(DumpRow row, boolean again, Set<EntryKey> touched, Set<EntryKey> seen, Snapshot dump, Moment at) {
        var key = row.entry().key();
        if (touched.contains(key) || !(concerns(key) || isGhost(row.entry()) || row.ghost())) {
            return;
        }
        seen.add(key);
        var known = tracked.get(key);
        if (known == null) {
            begin(Kind.SEEN, row.entry(), look(row.entry(), row.from(), row.until()), at, dump, row.ghost());
        } else if (again) {
            var next = known.shown(row.entry(), facts(row.entry()), look(row.entry(), row.from(), row.until()));
            tracked.put(key, next);
            say(FlowFact.of(Kind.SEEN, next, at).from(dump));
        } else if (!known.suspicious() && isGhost(row.entry())) {
            haunt(known, at, dump);
        }
    }

    /** One that was told as a healthy twin. */
    private void haunt(TrackedFlow known, Moment at, Snapshot dump) {
        var next = known.haunted();
        tracked.put(next.entry().key(), next);
        suspects.remove(known);
        suspects.add(next);
        say(FlowFact.of(Kind.UPDATED, next, at).from(dump));
    }

    private void retell(TrackedFlow flow, Snapshot dump, Moment at) {
        untoldEnds.remove(flow.entry().key());
        if (!tracked.containsKey(flow.entry().key())
                && !say(FlowFact.of(Kind.GONE, flow, at).from(dump))) {
            untoldEnds.put(flow.entry().key(), flow);
        }
    }

    private boolean concerns(EntryKey key) {
        return key.unNated() || tracked.containsKey(key) || suspects.hasTwin(key);
    }

    private void begin(
            Kind kind, Entry entry, @Nullable Lifetime look, Moment at, @Nullable Snapshot dump, boolean ghost) {
        var known = tracked.get(entry.key());
        if (known == null && tracked.size() >= most) {
            refused++;
            return;
        }
        var toGone = ghost || isGhost(entry);
        var service = around.service().apply(entry.key().towards()).orElse(null);
        var flow = new TrackedFlow(entry, at, facts(entry), toGone, service, look, look, at);
        tracked.put(entry.key(), flow);
        if (known == null) {
            originals.add(entry.key());
        } else {
            suspects.remove(known);
        }
        suspects.add(flow);
        say(FlowFact.of(kind, flow, at).from(dump));
    }

    private void end(
            Kind kind, @Nullable TrackedFlow flow, Moment at, @Nullable Author author, @Nullable Snapshot dump) {
        if (flow == null) {
            return;
        }
        var key = flow.entry().key();
        tracked.remove(key);
        originals.remove(key);
        suspects.remove(flow);
        if (!say(FlowFact.of(kind, flow, at).by(author).from(dump)) && untoldEnds.size() < most) {
            untoldEnds.put(key, flow);
        }
    }

    /** @return false if there was no room for it */
    private boolean say(FlowFact fact) {
        var said = sink.say(fact);
        unsaid += said ? 0 : 1;
        return said;
    }

    private LocalFacts facts(Entry entry) {
        return around.local().of(entry.key().towards());
    }

    private static @Nullable Lifetime look(Entry entry, Moment from, Moment until) {
        var timeout = entry.timeoutSeconds();
        return timeout == null ? null : new Lifetime(from, until, timeout);
    }
}
