/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;

/** The entry is there as the command expects it: both tuples, zone and id. */
record SameEntry() implements Step.Truth {

    @Override
    public String name() {
        return "same-entry";
    }

    @Override
    public Look look(Round round) {
        return switch (round.target()) {
            case EntryTarget wanted ->
                round.entry(wanted).map(entry -> compare(wanted, entry)).orElseGet(Look::entryGone);
            case SocketTarget _ -> Look.HOLDS;
        };
    }

    private static Look compare(EntryTarget wanted, Entry entry) {
        if (!entry.key().equals(wanted.key())) {
            return new Look.NothingLeft("another entry has its place: " + Words.of(entry));
        }
        return entry.id() == wanted.id()
                ? Look.HOLDS
                : Look.differs("another entry of the same shape has its place, with id " + entry.id()
                        + "; the command names " + wanted.id());
    }
}
