/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What of the tracked is suspicious, and what others need to find of it: twins in other zones, addresses it reaches. */
final class Suspects {

    private final Map<FlowTuple, Set<EntryKey>> unNated = new HashMap<>();
    private final Set<EntryKey> twinless = new HashSet<>();
    private final Map<Ip, Integer> reached = new HashMap<>();
    private int count;

    void add(TrackedFlow flow) {
        var key = flow.entry().key();
        count += flow.suspicious() ? 1 : 0;
        if (flow.towardsGone()) {
            reached.merge(key.reply().source(), 1, Integer::sum);
        }
        if (key.unNated()) {
            unNated.computeIfAbsent(key.original(), tuple -> new HashSet<>()).add(key);
            twinless.add(key);
        }
    }

    void remove(TrackedFlow flow) {
        var key = flow.entry().key();
        count -= flow.suspicious() ? 1 : 0;
        if (flow.towardsGone()) {
            reached.computeIfPresent(key.reply().source(), (ip, times) -> times == 1 ? null : times - 1);
        }
        if (key.unNated()) {
            unNated.computeIfPresent(key.original(), (tuple, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
            twinless.remove(key);
        }
    }

    int count() {
        return count;
    }

    /** True if the packets of one go to this address, whose owner ended. */
    boolean reach(Ip gone) {
        return reached.containsKey(gone);
    }

    /** True for an entry of the same flow as an untranslated one, in another zone. */
    boolean hasTwin(EntryKey key) {
        return unNated.getOrDefault(key.original(), Set.of()).stream().anyMatch(key::twinOf);
    }

    /** Addresses of entries whose twins in other zones have not been looked for yet. */
    Set<ServiceAddress> takeTwinless() {
        var addresses = new HashSet<ServiceAddress>();
        twinless.forEach(key -> addresses.add(key.towards()));
        twinless.clear();
        return addresses;
    }
}
