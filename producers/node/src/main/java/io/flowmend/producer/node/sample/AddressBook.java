/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.ServiceAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Service addresses, as services claim and leave them.
 *
 * <p>One that no service claims any more stays for a while: the entries that matter are made exactly between a service
 * and its successor. Several services may claim one address, so it appears with the first and retires with the last.
 */
public final class AddressBook {

    private final Duration retirement;
    private final Map<String, Set<ServiceAddress>> claims = new HashMap<>();
    private final Map<ServiceAddress, Integer> claimed = new HashMap<>();
    private final Map<ServiceAddress, Moment> retired = new HashMap<>();
    private final Map<ServiceAddress, String> names = new HashMap<>();

    public AddressBook(Duration retirement) {
        this.retirement = retirement;
    }

    /**
     * A service has these addresses now; none if it is gone.
     *
     * @return those that nobody claimed before: their entries have to be looked for
     */
    public Set<ServiceAddress> claim(String service, Set<ServiceAddress> addresses, Moment now) {
        var before = addresses.isEmpty() ? claims.remove(service) : claims.put(service, Set.copyOf(addresses));
        var appeared = new HashSet<ServiceAddress>();
        for (var address : addresses) {
            names.put(address, service);
            if (claimed.merge(address, 1, Integer::sum) == 1) {
                retired.remove(address);
                appeared.add(address);
            }
        }
        if (before != null) {
            before.forEach(address -> leave(address, now));
            appeared.removeAll(before);
        }
        return appeared;
    }

    /**
     * Forgets what has been retired long enough.
     *
     * @param inUse addresses that still have an entry whose end was promised to be told
     * @return true if something was forgotten
     */
    public boolean expire(Moment now, Predicate<ServiceAddress> inUse) {
        var forgotten = retired.entrySet()
                .removeIf(
                        entry -> now.since(entry.getValue()).compareTo(retirement) >= 0 && !inUse.test(entry.getKey()));
        if (forgotten) {
            names.keySet().removeIf(address -> !claimed.containsKey(address) && !retired.containsKey(address));
        }
        return forgotten;
    }

    /** The service that claimed the address last, also after it was deleted, as long as the address is watched. */
    public Optional<String> service(ServiceAddress address) {
        return Optional.ofNullable(names.get(address));
    }

    /** Everything that is watched: claimed or retired. */
    public Set<ServiceAddress> watched() {
        var all = new HashSet<>(claimed.keySet());
        all.addAll(retired.keySet());
        return all;
    }

    private void leave(ServiceAddress address, Moment now) {
        if (claimed.merge(address, -1, Integer::sum) == 0) {
            claimed.remove(address);
            retired.put(address, now);
        }
    }
}
