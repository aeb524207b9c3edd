/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.ServiceAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What services claim, on its way to a watcher. Of a service that changes faster than it is emptied the last claim counts;
 * what it had in between is kept beside, for entries are made exactly while a service is away.
 */
public final class AddressInbox {

    private final Map<String, Claim> waiting = new LinkedHashMap<>();
    private boolean complete;

    /**
     * One service.
     *
     * @param addresses that it has now; none if it is gone
     * @param left those that it had and gave up since the last claim that was taken
     */
    public record Claim(String service, Set<ServiceAddress> addresses, Set<ServiceAddress> left) {

        public Claim {
            addresses = Set.copyOf(addresses);
            left = Set.copyOf(left);
        }

        public Claim(String service, Set<ServiceAddress> addresses) {
            this(service, addresses, Set.of());
        }

        /** All that it has, or had for a moment. */
        Set<ServiceAddress> touched() {
            var touched = new HashSet<>(addresses);
            touched.addAll(left);
            return touched;
        }

        private Claim after(Claim earlier) {
            var gone = earlier.touched();
            gone.removeAll(addresses);
            return new Claim(service, addresses, gone);
        }
    }

    public synchronized void put(Claim claim) {
        waiting.merge(claim.service(), claim, (earlier, now) -> now.after(earlier));
    }

    /** Everything that services claimed before the producer began has been put. */
    public synchronized void completed() {
        complete = true;
    }

    public synchronized boolean complete() {
        return complete;
    }

    synchronized List<Claim> take() {
        var all = new ArrayList<>(waiting.values());
        waiting.clear();
        return all;
    }
}
