/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;

/** Which translated entries may be ghosts by what they show themselves (field guide, section 5C). */
public final class Ghosts {

    /** nf_conntrack_tcp_timeout_unacknowledged and _max_retrans: the life of a connection that nobody answers. */
    public static final int UNANSWERED_SECONDS = 300;

    /** TCP_CONNTRACK_SYN_SENT of nf_conntrack_tcp.h. */
    private static final int SYN_SENT = 1;

    /** TCP_CONNTRACK_TIME_WAIT and TCP_CONNTRACK_CLOSE: over for both ends, and they die by themselves. */
    private static final int TIME_WAIT = 7;

    private static final int CLOSE = 8;
    /** IPS_SEEN_REPLY of nf_conntrack_common.h. */
    private static final int SEEN_REPLY = 2;

    /** Somebody may still send along it, in a protocol whose ghosts are known. */
    public static boolean possible(Entry entry) {
        var state = entry.tcpState();
        return entry.key().protocol() == ServiceAddress.UDP
                || (entry.key().protocol() == ServiceAddress.TCP
                        && (state == null || (state != TIME_WAIT && state != CLOSE)));
    }

    /** Its packets get no answers now, or never did. */
    public static boolean unanswered(Entry entry) {
        return (entry.status() & SEEN_REPLY) == 0 || stuck(entry);
    }

    /** A TCP entry that waits for an answer. */
    public static boolean stuck(Entry entry) {
        var timeout = entry.timeoutSeconds();
        var state = entry.tcpState();
        return entry.key().protocol() == ServiceAddress.TCP
                && possible(entry)
                && ((timeout != null && timeout <= UNANSWERED_SECONDS) || (state != null && state == SYN_SENT));
    }

    private Ghosts() {}
}
