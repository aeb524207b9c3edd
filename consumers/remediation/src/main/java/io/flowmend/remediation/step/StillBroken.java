/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Task;

/** The entry was never answered, unless a person approved that, and has the shape of its fault. */
record StillBroken() implements Step.Truth {

    /** TCP_CONNTRACK_SYN_SENT of nf_conntrack_tcp.h. */
    private static final int SYN_SENT = 1;

    @Override
    public String name() {
        return "still-broken";
    }

    @Override
    public Look look(Round round) {
        return switch (round.target()) {
            case EntryTarget wanted ->
                round.entry(wanted).map(entry -> look(round.task(), entry)).orElseGet(Look::entryGone);
            case SocketTarget _ -> Look.HOLDS;
        };
    }

    private static Look look(Task task, Entry entry) {
        if (Words.isReplied(entry) && !(task instanceof Task.FreeEntries free && free.answered())) {
            return Look.differs("the entry is answered now");
        }
        return switch (task) {
            case Task.MendUnNated _ ->
                entry.key().unNated() ? Look.HOLDS : Look.differs("the entry is translated: " + Words.of(entry));
            case Task.FreeEntries free -> towardsGone(free, entry);
            case Task.FreeSockets _, Task.Impossible _ -> Look.HOLDS;
        };
    }

    private static Look towardsGone(Task.FreeEntries task, Entry entry) {
        if (!entry.key().reply().source().equals(task.gone().address())) {
            return Look.differs("the entry leads to " + entry.key().reply().source() + ", not to "
                    + task.gone().address());
        }
        var state = entry.tcpState();
        return task.answered() || entry.key().protocol() != ServiceAddress.TCP || (state != null && state == SYN_SENT)
                ? Look.HOLDS
                : Look.differs("the entry is in TCP state " + state + ", not in SYN_SENT (" + SYN_SENT + ")");
    }
}
