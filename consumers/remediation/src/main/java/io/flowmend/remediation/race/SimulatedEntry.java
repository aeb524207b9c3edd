/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.remediation.order.EntryTarget;
import java.time.Duration;

/** One conntrack entry of the simulated node. */
final class SimulatedEntry {

    static final Duration UNREPLIED = Duration.ofSeconds(30);

    private static final int SEEN_REPLY = 1 << 1;
    private static final int SYN_SENT = 1;
    private static final Duration IN_USE = Duration.ofSeconds(5);

    final EntryKey key;
    final long id;
    final Lasting unanswered = new Lasting();
    final Lasting used = new Lasting();
    private final long refreshed;
    private boolean answered;

    /** @param refreshed when its last packet came */
    SimulatedEntry(EntryKey key, long id, long refreshed) {
        this.key = key;
        this.id = id;
        this.refreshed = refreshed;
    }

    EntryTarget asTarget() {
        return new EntryTarget(key, id);
    }

    void answer(long nanos) {
        answered = true;
        unanswered.now(false, nanos);
    }

    Entry read(long nanos) {
        return new Entry(
                key,
                id,
                answered ? SEEN_REPLY : 0,
                secondsLeft(nanos),
                key.protocol() == ServiceAddress.TCP ? SYN_SENT : null);
    }

    /** Like another entry in everything, but its sender stopped some time ago. */
    SimulatedEntry unused(long nanos) {
        var copy = new SimulatedEntry(key, id, nanos - IN_USE.plusSeconds(3).toNanos());
        copy.used.now(key.protocol() == ServiceAddress.TCP, nanos);
        return copy;
    }

    private int secondsLeft(long nanos) {
        return (int) UNREPLIED.minusNanos(nanos - refreshed).toSeconds();
    }
}
