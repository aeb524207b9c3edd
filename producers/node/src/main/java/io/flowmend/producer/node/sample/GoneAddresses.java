/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Addresses whose owner ended: what is sent there goes to nobody, or to a stranger.
 *
 * <p>While nobody owns it an address is <em>open</em>: whatever is made towards it is suspicious. Once a live pod has it
 * only what was made before is, so it is open until the table has been looked through once more, and then no longer.
 */
public final class GoneAddresses {

    private final Duration retirement;
    private final Duration hold;
    private final int most;
    private final Map<Ip, Gone> addresses = new LinkedHashMap<>();
    private final Set<Ip> toLook = new HashSet<>();
    private final PriorityQueue<Hold> holds = new PriorityQueue<>(Comparator.comparing(Hold::over));

    private record Gone(Moment ended, boolean owned) {}

    private record Hold(Instant over, Ip ip) {}

    /**
     * @param retirement how long one without entries stays
     * @param hold how long after an end a rule concludes
     * @param most addresses at a time; of more, the oldest is forgotten
     */
    public GoneAddresses(Duration retirement, Duration hold, int most) {
        this.retirement = retirement;
        this.hold = hold;
        this.most = most;
    }

    public void take(OwnerNews news, Moment now) {
        var known = addresses.get(news.ip());
        if (news.ended()) {
            addresses.remove(news.ip());
            addresses.put(news.ip(), new Gone(now, news.owned()));
            toLook.add(news.ip());
            hold(news);
            forgetOldest();
        } else if (known != null) {
            addresses.put(news.ip(), new Gone(known.ended(), news.owned()));
        }
    }

    /** True if an entry that reaches it is suspicious, whenever it was made. */
    public boolean open(Ip ip) {
        var gone = addresses.get(ip);
        return gone != null && (!gone.owned() || toLook.contains(ip));
    }

    public Set<Ip> open() {
        var all = new HashSet<Ip>();
        addresses.keySet().stream().filter(this::open).forEach(all::add);
        return all;
    }

    /** Those whose owner ended less than this ago, and which may still be open. */
    public List<Ip> endedWithin(Duration time, Moment now) {
        return addresses.entrySet().stream()
                .filter(gone -> now.since(gone.getValue().ended()).compareTo(time) < 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The last moment up to {@code until} at which the hold after an owner's end was over, if something reaches its address.
     * Each is told once, or never if nothing reached it then.
     */
    public Optional<Instant> holdOver(Instant until, Predicate<Ip> reached) {
        var last = Optional.<Instant>empty();
        for (var next = holds.peek(); next != null && !next.over().isAfter(until); next = holds.peek()) {
            holds.remove();
            if (reached.test(next.ip())) {
                last = Optional.of(next.over());
            }
        }
        return last;
    }

    /** Addresses for which the table has to be looked through. */
    public Set<Ip> owed() {
        return Set.copyOf(toLook);
    }

    /** It has been looked through for these. */
    public void looked(Set<Ip> ips) {
        toLook.removeAll(ips);
    }

    public int size() {
        return addresses.size();
    }

    /**
     * Forgets what is owned again or long gone, and has no entry.
     *
     * @param inUse addresses that a tracked entry reaches
     * @return true if something was forgotten
     */
    public boolean expire(Moment now, Predicate<Ip> inUse) {
        return addresses
                .entrySet()
                .removeIf(gone ->
                        over(gone.getValue(), now) && !toLook.contains(gone.getKey()) && !inUse.test(gone.getKey()));
    }

    private boolean over(Gone gone, Moment now) {
        return gone.owned() || now.since(gone.ended()).compareTo(retirement) >= 0;
    }

    private void hold(OwnerNews news) {
        if (holds.size() < most) {
            holds.add(new Hold(news.at().plus(hold), news.ip()));
        }
    }

    private void forgetOldest() {
        if (addresses.size() > most) {
            @Nullable Ip oldest = addresses.keySet().iterator().next();
            addresses.remove(oldest);
            toLook.remove(oldest);
        }
    }
}
