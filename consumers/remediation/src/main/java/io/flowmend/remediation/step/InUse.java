/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;
import java.time.Duration;

/** Somebody still sends: a UDP entry was refreshed lately. One that nobody uses ends by itself. */
record InUse() implements Step.Truth {

    @Override
    public String name() {
        return "in-use";
    }

    @Override
    public Look look(Round round) {
        return switch (round.target()) {
            case EntryTarget wanted ->
                round.entry(wanted).map(entry -> look(round, entry)).orElseGet(Look::entryGone);
            case SocketTarget _ -> Look.HOLDS;
        };
    }

    private static Look look(Round round, Entry entry) {
        var left = entry.timeoutSeconds();
        if (left == null || entry.offloaded()) {
            return Look.unknown("the remaining life of the entry does not say whether it is used");
        }
        if (entry.key().protocol() == ServiceAddress.TCP) {
            return left > 0 ? Look.HOLDS : new Look.NotYet("the entry was about to end");
        }
        var whole = round.unrepliedTimeout(entry.key().protocol());
        return Duration.ofSeconds(left).compareTo(whole.minus(round.limits().inUse())) > 0
                ? Look.HOLDS
                : new Look.NotYet("nobody used the entry: " + left + " s of " + whole.toSeconds() + " s were left");
    }
}
