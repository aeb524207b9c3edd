/* Licensed under Apache-2.0. */
package io.flowmend.remediation.owner;

import io.flowmend.kernel.address.Ip;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The pods as this node has read them. One thread feeds it, another asks.
 *
 * <p>"Owns not" needs the whole topic read to where it ended at the start, a watermark on every partition that is as late as the
 * ending that is claimed, and one that arrived lately: a topic that has stood still says nothing about now. Lateness is measured
 * with the monotone clock; the clocks of node and API server are not compared.
 */
public final class PodView implements Owners {

    private final Map<String, Set<Ip>> addresses = new ConcurrentHashMap<>();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Mark> marks = new ConcurrentHashMap<>();
    private final int partitions;
    private final Duration stale;
    private final LongSupplier nanos;
    private volatile boolean complete;

    private record Mark(Instant watermark, long arrived) {}

    /** @param stale a partition without a watermark for so long is not believed */
    public PodView(int partitions, Duration stale, LongSupplier nanos) {
        this.partitions = partitions;
        this.stale = stale;
        this.nanos = nanos;
    }

    public void apply(Holding holding) {
        switch (holding) {
            case Holding.Ended(var uid) -> addresses.remove(uid);
            case Holding.Owns(var uid, var some) -> {
                if (!some.isEmpty()) {
                    addresses.put(uid, some);
                }
            }
        }
        doubtful.remove(holding.uid()); // last: who finds no doubt finds the addresses
    }

    /** A record of the pod could not be read: what it owns is not known until the next one. */
    public void doubtful(String uid) {
        doubtful.add(uid);
    }

    /** Every change up to the watermark precedes it in its partition. */
    public void marked(int partition, Instant watermark) {
        marks.put(partition, new Mark(watermark, nanos.getAsLong()));
    }

    /** The topic was read to where it ended at the start. */
    public void completed() {
        complete = true;
    }

    public boolean isRead() {
        return complete;
    }

    private boolean isComplete() {
        return complete && marks.size() == partitions;
    }

    public int size() {
        return addresses.size();
    }

    @Override
    public Ownership owns(String uid, Ip address, Instant since) {
        var doubt = doubtful.contains(uid);
        if (addresses.getOrDefault(uid, Set.of()).contains(address)) {
            return new Ownership.Owns();
        }
        if (doubt) {
            return new Ownership.Unknown("a record of the pod could not be read");
        }
        if (!isComplete()) {
            return new Ownership.Unknown("the pods are not read to their end yet");
        }
        var now = nanos.getAsLong();
        if (marks.values().stream().anyMatch(mark -> now - mark.arrived() > stale.toNanos())) {
            return new Ownership.Unknown("no watermark of the pods came for " + stale.toMillis() + " ms");
        }
        return marks.values().stream().anyMatch(mark -> mark.watermark().isBefore(since))
                ? new Ownership.Unknown("the pods are not read up to " + since + " yet")
                : new Ownership.OwnsNot();
    }
}
