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
    private final int most;
    private final Map<Ip, Gone> addresses = new LinkedHashMap<>();
    private final Set<Ip> toLook = new HashSet<>();

    /** @param at as the API's side has it */
    private record Gone(Moment ended, Instant at, boolean owned) {}

    /**
     * @param retirement how long one without entries stays
     * @param most addresses at a time; of more, the oldest is forgotten
     */
    public GoneAddresses(Duration retirement, int most) {
        this.retirement = retirement;
        this.most = most;
    }

    public void take(OwnerNews news, Moment now) {
        var known = addresses.get(news.ip());
        if (news.ended()) {
            addresses.remove(news.ip());
            addresses.put(news.ip(), new Gone(now, news.at(), news.owned()));
            toLook.add(news.ip());
            forgetOldest();
        } else if (known != null) {
            addresses.put(news.ip(), new Gone(known.ended(), known.at(), news.owned()));
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
     * The last moment up to {@code until} that lies so long after the end of an owner whose address is reached.
     *
     * @param after it lies after this as well
     */
    public Optional<Instant> holdOver(Duration hold, Instant after, Instant until, Predicate<Ip> reached) {
        return addresses.entrySet().stream()
                .filter(gone -> isWithin(gone.getValue().at().plus(hold), after, until))
                .filter(gone -> reached.test(gone.getKey()))
                .map(gone -> gone.getValue().at().plus(hold))
                .max(Comparator.naturalOrder());
    }

    private static boolean isWithin(Instant at, Instant after, Instant until) {
        return at.isAfter(after) && !at.isAfter(until);
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

    private void forgetOldest() {
        if (addresses.size() > most) {
            @Nullable Ip oldest = addresses.keySet().iterator().next();
            addresses.remove(oldest);
            toLook.remove(oldest);
        }
    }
}
