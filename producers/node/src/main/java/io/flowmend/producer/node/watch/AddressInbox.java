/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.ServiceAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What services claim, on its way to a watcher. Only the last claim of a service counts, so it holds no more than there
 * are services, however slowly it is emptied.
 */
public final class AddressInbox {

    private final Map<String, Claim> waiting = new LinkedHashMap<>();
    private boolean complete;

    /** Addresses that a service has now; none if it is gone. */
    public record Claim(String service, Set<ServiceAddress> addresses) {}

    public synchronized void put(Claim claim) {
        waiting.put(claim.service(), claim);
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
