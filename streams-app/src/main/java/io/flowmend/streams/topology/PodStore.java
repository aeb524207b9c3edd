/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.AddressOwners;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.ownership.Owner;
import io.flowmend.streams.ownership.Ownership;
import io.flowmend.streams.ownership.PodFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The addresses that each pod of one partition owns, how far the partition's marks have come, and what to forget when. */
final class PodStore {

    private static final String HELD = "held";
    private static final byte[] REACHED = new Key().text("reached").bytes();

    private final SortedStore store;
    private final ForgetList forget;
    private Instant reached;

    /** @param memory how long a former owner is remembered */
    PodStore(SortedStore store, Duration memory) {
        this.store = store;
        this.forget = new ForgetList(store, memory);
        var stored = store.get(REACHED);
        this.reached = stored == null ? Instant.MIN : new Key.Reader(stored).time();
    }

    /** @param at when the former owner is to be forgotten: its place in the order, whatever mark shows that it has come */
    record Old(Instant at, String uid, String address) {}

    Instant reached() {
        return reached;
    }

    /** @throws IllegalArgumentException if an address is none */
    List<Owner> apply(PodFact pod) {
        var key = new Key().text(HELD).text(pod.uid()).bytes();
        var stored = store.get(key);
        var before = stored == null ? Ownership.NONE : AddressOwners.ownership(stored);
        var step = before.on(pod);
        if (!step.next().equals(before)) {
            if (step.next().held().isEmpty()) {
                store.delete(key);
            } else {
                store.put(key, AddressOwners.bytes(step.next()));
            }
        }
        for (var owner : step.changes()) {
            owner.until()
                    .ifPresentOrElse(
                            until -> forget.add(until.at(), owner.uid(), owner.address()),
                            () -> forget.cancel(owner.uid(), owner.address()));
        }
        return step.changes();
    }

    /** The partition is known up to here. @return what is older than anybody will ask for */
    List<Old> reach(Instant watermark) {
        if (!watermark.isAfter(reached)) {
            return List.of();
        }
        reached = watermark;
        store.put(REACHED, new Key().time(watermark).bytes());
        return forget.due(watermark).stream()
                .map(due -> new Old(due.at(), due.first(), due.second()))
                .toList();
    }
}
