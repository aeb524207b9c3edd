/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.node.NatAnswer;
import java.util.Set;

/** Who plays in every race: one service, the pod that is gone, the one that is there, the clients. */
final class Cast {

    static final String CLUSTER = "race";
    static final String NODE = "node-a";
    static final String OWNER = "uid-of-the-former-owner";
    static final long NETNS = 4_026_532_001L;
    static final Ip SERVICE = Ip.parse("203.0.113.7");
    static final Ip GONE = Ip.parse("10.2.0.9");
    static final Ip BACKEND = Ip.parse("10.2.0.5");
    static final Ip ELSEWHERE = Ip.parse("10.2.0.77");
    static final Ip CLIENT = Ip.parse("10.1.0.2");
    static final int SERVICE_PORT = 162;
    static final int POD_PORT = 5_162;
    static final NatAnswer TO_BACKEND = new NatAnswer.LeadsTo(Set.of(new NatAnswer.Endpoint(BACKEND, POD_PORT)));
    static final NatAnswer TO_GONE = new NatAnswer.LeadsTo(Set.of(new NatAnswer.Endpoint(GONE, POD_PORT)));

    private static final int FIRST_PORT = 5_000;

    static int protocol(Scenario.Form form) {
        return switch (form) {
            case UNNATED, GONE_UDP, SOCKET_UDP -> ServiceAddress.UDP;
            case GONE_SYN, SOCKET_TCP -> ServiceAddress.TCP;
        };
    }

    /** Each target has a client's port of its own; the decoys have the ports above. */
    static FlowTuple towardsService(int index) {
        return new FlowTuple(CLIENT, SERVICE, FIRST_PORT + index, SERVICE_PORT);
    }

    static EntryKey broken(Scenario.Form form, FlowTuple flow) {
        return form == Scenario.Form.UNNATED ? unNated(form, flow) : leadingTo(form, flow, GONE, POD_PORT);
    }

    static EntryKey translated(Scenario.Form form, FlowTuple flow) {
        return leadingTo(form, flow, BACKEND, POD_PORT);
    }

    private static EntryKey unNated(Scenario.Form form, FlowTuple flow) {
        return leadingTo(form, flow, flow.destination(), flow.destinationPort());
    }

    private static EntryKey leadingTo(Scenario.Form form, FlowTuple flow, Ip pod, int port) {
        return new EntryKey(0, protocol(form), flow, new FlowTuple(pod, flow.source(), port, flow.sourcePort()));
    }

    private Cast() {}
}
