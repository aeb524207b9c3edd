/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.HnsEndpoint;
import io.flowmend.streams.simulation.Incident.End;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Addresses that go from a pod elsewhere to a Windows pod, cleanly or not, and addresses that two pods have. */
final class Reuse {

    private final Cluster cluster;
    private int count;

    Reuse(Cluster cluster) {
        this.cluster = cluster;
    }

    void happen() {
        for (var agent : cluster.windows) {
            clean(agent, cluster.between(8, 15));
            switch (cluster.chance.between(0, 4)) {
                case 0 -> overlapping(agent, cluster.between(20, 40));
                case 1 -> deleted(agent, cluster.between(20, 40));
                case 2 -> neverMade(agent, cluster.between(20, 40));
                case 3 -> twice(agent, cluster.between(20, 60));
                default -> remoteOnly(agent, cluster.between(20, 40));
            }
        }
    }

    private void clean(Agent agent, double at) {
        var pod = pod(agent, at);
        var remote = remote(pod, 1);
        gone(pod, at - 2, remote);
        local(pod, at - 0.2);
    }

    /** kube-proxy keeps the remote endpoint while the pod's own is there. */
    private void overlapping(Agent agent, double at) {
        var pod = pod(agent, at);
        var remote = remote(pod, 1);
        local(pod, at - 0.2);
        if (cluster.chance.oneIn(2)) {
            gone(pod, at + cluster.pick(4.0, 12.0, 40.0), remote);
        }
        cluster.fault(new Incident("ipconflict", pod.uid(), "imminent", End.OPEN_TO_VIEW));
    }

    /** The remote endpoint went in time, and kube-proxy still deletes the address's endpoint: the pod's. */
    private void deleted(Agent agent, double at) {
        var pod = pod(agent, at);
        gone(pod, at - 2, remote(pod, 1));
        var id = local(pod, at - 0.2);
        var deleted = at + cluster.pick(14.0, 30.0);
        cluster.endpoint(
                deleted,
                agent,
                "kubeproxy",
                EndpointKind.PROXY_DELETED_HNS,
                record -> record.setHns(hns(id.toUpperCase(Locale.ROOT), false)));
        gone(pod, deleted + 0.1, id);
        cluster.fault(new Incident("ipconflict", pod.uid(), "local-lost", End.OPEN_TO_VIEW));
    }

    /** The pod's own endpoint is made late, or never. */
    private void neverMade(Agent agent, double at) {
        var pod = pod(agent, at);
        gone(pod, at - 2, remote(pod, 1));
        if (cluster.chance.oneIn(2)) {
            local(pod, at + cluster.pick(1.0, 8.5));
        } else {
            cluster.fault(new Incident("ipconflict", pod.uid(), "local-lost", End.OPEN_TO_VIEW));
        }
    }

    /** The next pod gets the address while the one before still runs on it. */
    private void twice(Agent agent, double at) {
        var first = pod(agent, at);
        local(first, at - 0.2);
        var name = first.name() + "-next";
        var second = new Pod(name, "uid-" + name, agent, first.address(), at + 10, true).begins(cluster);
        local(second, second.running() - 0.2);
        var shared = cluster.pick(1.0, 4.0, 6.5, 20.0);
        first.ends(cluster, second.running() + shared);
        if (shared > 5) {
            var owners = Set.of(first.uid(), second.uid());
            cluster.fault(new Incident("ipconflict", owners, owners, Set.of("two-owners"), End.OPEN_TO_VIEW));
        }
    }

    /** A live pod elsewhere has it. */
    private void remoteOnly(Agent agent, double at) {
        var name = agent.node() + "-elsewhere";
        var pod = new Pod(name, "uid-" + name, cluster.linux.getFirst(), cluster.address(), at, true).begins(cluster);
        cluster.endpoint(
                at - 0.4,
                pod.agent(),
                "felix",
                EndpointKind.WORKLOAD_APPLIED,
                record -> record.setWorkload(pod.workload()));
        created(agent, at + 0.5, "dddd-" + name, true, pod.address());
    }

    private Pod pod(Agent agent, double running) {
        var name = agent.node() + "-taker-" + count++;
        return new Pod(name, "uid-" + name, agent, cluster.address(), running, true).begins(cluster);
    }

    private String remote(Pod taker, double at) {
        var id = "aaaa-" + taker.name();
        created(taker.agent(), at, id, true, taker.address());
        return id;
    }

    private String local(Pod pod, double at) {
        var id = "bbbb-" + pod.name();
        created(pod.agent(), at, id, false, pod.address());
        return id;
    }

    private void created(Agent agent, double at, String id, boolean remote, String address) {
        cluster.endpoint(
                at,
                agent,
                "hns",
                EndpointKind.HNS_CREATED,
                record -> record.setHns(hns(id, remote)).setAddresses(List.of(address)));
    }

    private void gone(Pod pod, double at, String id) {
        cluster.endpoint(
                at,
                pod.agent(),
                "hns",
                EndpointKind.HNS_REMOVED,
                record -> record.setHns(hns(id, id.startsWith("aaaa"))).setAddresses(List.of(pod.address())));
    }

    private static HnsEndpoint hns(String id, boolean remote) {
        return HnsEndpoint.newBuilder()
                .setId(id)
                .setType("L2Bridge")
                .setRemote(remote)
                .setState(remote ? 1 : 3)
                .build();
    }
}
