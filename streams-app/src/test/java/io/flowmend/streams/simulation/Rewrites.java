/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.PolicyTouched;
import io.flowmend.schemas.telemetry.ResetSeen;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.streams.simulation.Incident.End;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Windows pods whose rules are written again, for this reason or that, and whose connections are reset by it. */
final class Rewrites {

    private static final int PODS = 3;
    private static final int TCP = 6;

    private final Cluster cluster;

    Rewrites(Cluster cluster) {
        this.cluster = cluster;
    }

    void happen() {
        for (var agent : cluster.windows) {
            var pods = new ArrayList<Pod>();
            for (var i = 0; i < PODS; i++) {
                var name = agent.node() + "-app-" + i;
                pods.add(new Pod(name, "uid-" + name, agent, cluster.address(), cluster.between(2, 6), true)
                        .begins(cluster));
            }
            // Far enough apart that neither is taken for the other's reason.
            happens(agent, pods, cluster.between(42, 48));
            happens(agent, pods, cluster.between(86, 92));
        }
    }

    private void happens(Agent agent, List<Pod> pods, double at) {
        switch (cluster.chance.between(0, 8)) {
            case 0, 1 -> label(pods, at);
            case 2 -> touched(EndpointKind.POLICY_APPLIED, "policy", pods, at);
            case 3 -> touched(EndpointKind.PROFILE_APPLIED, "profile", pods, at);
            case 4 -> touched(EndpointKind.IP_SET_CHANGED, "ip-set", pods, at);
            case 5 -> wholeNode(EndpointKind.HOST_ADDRESSES_CHANGED, "host-addresses", agent, pods, at);
            case 6 -> wholeNode(EndpointKind.AGENT_STARTED, "agent-start", agent, pods, at);
            case 7 -> unchanged(cluster.chance.pick(pods), at);
            default -> reset(cluster.chance.pick(pods), at, false, "TCP_ESTABLISHED"); // its process did it
        }
    }

    private void label(List<Pod> pods, double at) {
        var pod = cluster.chance.pick(pods);
        pod.tell(cluster, at, false, state -> state.setLabels(Map.of("team", "t" + Math.round(at * 10))));
        var written = at + cluster.pick(0.1, 0.6, 2.0);
        if (rewritten(pod, written)) {
            cluster.fault(new Incident("endpointreset", pod.uid(), "label-only", End.OPEN_TO_VIEW));
        }
    }

    private void touched(EndpointKind kind, String cause, List<Pod> pods, double at) {
        var agent = pods.getFirst().agent();
        cluster.endpoint(at, agent, "felix", kind, record -> record.setPolicy(new PolicyTouched(cause, "p")));
        for (var pod : pods.subList(0, cluster.chance.between(1, PODS))) {
            if (rewritten(pod, at + cluster.pick(0.1, 0.5))) {
                cluster.fault(new Incident("endpointreset", pod.uid(), cause, End.OPEN_TO_VIEW));
            }
        }
    }

    private void wholeNode(EndpointKind kind, String cause, Agent agent, List<Pod> pods, double at) {
        cluster.endpoint(at, agent, "felix", kind, record -> {});
        var hit = new HashSet<String>();
        for (var pod : pods) {
            if (rewritten(pod, at + cluster.pick(0.1, 0.3, 0.5))) {
                hit.add(pod.uid());
            }
        }
        if (!hit.isEmpty()) {
            cluster.fault(new Incident(
                    "endpointreset", Set.of(agent.node()), Set.copyOf(hit), Set.of(cause), End.OPEN_TO_VIEW));
        }
    }

    /** HNS was not touched, so what resets the connection is something else. */
    private void unchanged(Pod pod, double at) {
        cluster.endpoint(
                at,
                pod.agent(),
                "felix",
                EndpointKind.RULES_UNCHANGED,
                record -> record.setWorkload(pod.workload()).setAddresses(List.of(pod.address())));
        reset(pod, at + 1, false, "TCP_ESTABLISHED");
    }

    /**
     * HNS resets what is connected; a pod that nobody is connected to feels nothing, and what looks like it later is
     * another thing.
     *
     * @return whether somebody was connected
     */
    private boolean rewritten(Pod pod, double at) {
        cluster.endpoint(
                at,
                pod.agent(),
                "felix",
                EndpointKind.RULES_APPLIED,
                record -> record.setWorkload(pod.workload()).setAddresses(List.of(pod.address())));
        switch (cluster.chance.between(0, 5)) {
            case 0 -> reset(pod, at + 6.5, false, "TCP_ESTABLISHED");
            case 1 -> reset(pod, at + 0.5, true, "TCP_ESTABLISHED");
            case 2 -> reset(pod, at + 0.5, false, "TCP_SYN_SENT");
            default -> {
                for (var peers = cluster.chance.between(1, 3); peers > 0; peers--) {
                    reset(pod, at + cluster.pick(0.05, 0.3, 1.0), false, "TCP_ESTABLISHED");
                }
                return true;
            }
        }
        return false;
    }

    private void reset(Pod pod, double at, boolean sent, String state) {
        var port = cluster.chance.between(30000, 60000);
        var peer = "10.245.0." + cluster.chance.between(1, 200);
        cluster.flow(
                at,
                cluster.chance.pick(cluster.linux),
                "tcp",
                FlowKind.RESET,
                TCP,
                new Tuple(peer, pod.address(), port, 80),
                new Tuple(pod.address(), peer, 80, port),
                record -> record.setReset(
                        ResetSeen.newBuilder().setSent(sent).setState(state).build()));
    }
}
