/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Entries and moments for tests. */
final class Flows {

    static final Moment T0 = new Moment(Instant.parse("2026-11-21T10:00:00Z"), Duration.ofHours(1));
    static final Ip CLIENT = Ip.parse("10.1.0.2");
    static final Ip VIP = Ip.parse("203.0.113.7");
    static final Ip POD = Ip.parse("10.222.1.197");
    static final ServiceAddress SERVICE = new ServiceAddress(VIP, 162, ServiceAddress.UDP);
    static final int CONFIRMED = 8;
    static final int SEEN_REPLY = 2;

    static Moment at(double seconds) {
        return T0.plus(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    static Entry unNated(int clientPort, int zone, @Nullable Integer timeout) {
        return unNated(clientPort, zone, timeout, CONFIRMED);
    }

    static Entry unNated(int clientPort, int zone, @Nullable Integer timeout, int status) {
        var original = new FlowTuple(CLIENT, VIP, clientPort, 162);
        var reply = new FlowTuple(VIP, CLIENT, 162, clientPort);
        return new Entry(new EntryKey(zone, ServiceAddress.UDP, original, reply), 7, status, timeout, null);
    }

    static Entry nated(int clientPort, int zone) {
        var original = new FlowTuple(CLIENT, VIP, clientPort, 162);
        var reply = new FlowTuple(POD, CLIENT, 1162, clientPort);
        return new Entry(new EntryKey(zone, ServiceAddress.UDP, original, reply), 8, CONFIRMED, 30, null);
    }

    private Flows() {}
}
