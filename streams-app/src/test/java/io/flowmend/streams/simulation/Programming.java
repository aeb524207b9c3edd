/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.RouteSeen;
import io.flowmend.schemas.telemetry.Snapshot;
import io.flowmend.schemas.telemetry.TyphaSeen;
import io.flowmend.streams.simulation.Incident.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Pods whose network the agents program: in time, late, never; alone, or many at once because of one thing. */
final class Programming {

    private static final double NEVER = 1e6;

    /** A pod must not run longer than this without its network (detector's page). */
    private static final double BOUND = 2;

    /** After this long Felix removes a route that it does not expect. */
    private static final double GRACE = 10.2;

    private final Cluster cluster;
    private final List<StatusFile> files = new ArrayList<>();
    private int pods;

    /** A file of the folder endpoint-status while it is there. */
    private record StatusFile(Pod pod, double from, double until) {}

    Programming(Cluster cluster) {
        this.cluster = cluster;
    }

    void happen() {
        for (var agent : cluster.linux) {
            var typha = typha(agent);
            cluster.endpoint(
                    0.1,
                    agent,
                    "felix",
                    EndpointKind.TYPHA_CONNECTED,
                    record -> record.setTypha(new TyphaSeen(typha, typha + ":5473")));
        }
        for (var i = 0; i < 6; i++) {
            healthy(cluster.chance.pick(cluster.linux));
        }
        healthy(cluster.shaky.getFirst());
        healthy(cluster.shaky.getFirst());
        cluster.shaky.forEach(this::lists);
        if (cluster.chance.oneIn(2)) {
            many();
        } else {
            alone(cluster.between(12, 20));
            alone(cluster.between(60, 70));
        }
    }

    /** The first two nodes hang on one Typha, the third on another. */
    private static String typha(Agent agent) {
        return agent.node().equals("linux-2") ? "typha-b" : "typha-a";
    }

    /** An agent that starts anew lists the files that are there. */
    private void lists(Agent agent) {
        for (var outage : agent.outages()) {
            var at = outage.until() + 0.1;
            files.stream()
                    .filter(file -> file.pod().agent().equals(agent) && file.from() < at && at < file.until())
                    .forEach(file -> cluster.endpoint(
                            at,
                            agent,
                            "statusfiles",
                            EndpointKind.STATUS_FILE_PRESENT,
                            record -> record.setWorkload(file.pod().workload()).setSnapshot(snapshot(at))));
            cluster.endpoint(
                    at + 0.1,
                    agent,
                    "statusfiles",
                    EndpointKind.SNAPSHOT_ENDED,
                    record -> record.setSnapshot(snapshot(at)).setCovers(List.of("statusfiles")));
        }
    }

    private static Snapshot snapshot(double at) {
        return Snapshot.newBuilder()
                .setId("dump-" + at)
                .setReason("start")
                .setLow(Cluster.time(at))
                .setHigh(Cluster.time(at + 0.1))
                .build();
    }

    private void healthy(Agent agent) {
        var pod = pod(agent, cluster.between(5, 100), true);
        var programmed = pod.running() + cluster.pick(-0.3, 0.1, 0.4, 1.7);
        var end = cluster.chance.oneIn(2) ? pod.running() + cluster.pick(0.6, 3.0, 11.0, 20.0) : NEVER;
        live(pod, programmed, end);
        if (programmed + 11 < end && cluster.chance.oneIn(3)) {
            // Another program takes the route of a pod that was programmed.
            route(pod, pod.running() - 0.5 + 11, EndpointKind.ROUTE_REMOVED);
        }
    }

    private void alone(double running) {
        var annotated = !cluster.chance.oneIn(3);
        var pod = pod(cluster.chance.pick(cluster.linux), running, annotated);
        var programmed = annotated ? running + cluster.pick(2.4, 4.0, 8.0, 12.0, 20.0, NEVER) : NEVER;
        var end = programmed == NEVER && cluster.chance.oneIn(3) ? running + cluster.pick(1.5, 30.0) : NEVER;
        live(pod, programmed, end);
        if (isDark(pod, programmed, end)) {
            cluster.fault(new Incident(
                    "endpointdelay", pod.uid(), annotated ? "unknown" : "annotation-missing", end(programmed, end)));
        }
    }

    /** Several at once: one node's agent, one Typha, or all of them stand still. */
    private void many() {
        var began = cluster.between(30, 50);
        var over = began + cluster.pick(12.0, 25.0, NEVER);
        var kind = cluster.chance.pick(List.of("node", "typha", "api"));
        var nodes = switch (kind) {
            case "node" -> List.of(cluster.chance.pick(cluster.linux));
            case "typha" -> cluster.linux.subList(0, 2);
            default -> List.of(cluster.linux.get(0), cluster.linux.get(2));
        };
        var count = cluster.chance.between(3, 5);
        var late = new ArrayList<Pod>();
        for (var i = 0; i < count; i++) {
            var pod = pod(nodes.get(i % nodes.size()), began + cluster.between(0.1, 5), true);
            live(pod, over, NEVER);
            late.add(pod);
        }
        cluster.fault(new Incident(
                "endpointdelay",
                Set.of(late.size() + " pods"),
                late.stream().map(Pod::uid).collect(Collectors.toSet()),
                Set.of(kind),
                over > Cluster.LENGTH ? End.LASTS : End.MENDED));
    }

    private static boolean isDark(Pod pod, double programmed, double end) {
        return Math.min(programmed, end) - pod.running() > BOUND;
    }

    private static End end(double programmed, double end) {
        if (programmed < end) {
            return End.MENDED;
        }
        return end == NEVER ? End.LASTS : End.OPEN_TO_VIEW;
    }

    private Pod pod(Agent agent, double running, boolean annotated) {
        var name = "web-" + pods++;
        return new Pod(name, "uid-" + name, agent, cluster.address(), running, annotated).begins(cluster);
    }

    private void live(Pod pod, double programmed, double end) {
        var linked = pod.running() - 0.5;
        var agent = pod.agent();
        files.add(new StatusFile(pod, programmed, end));
        cluster.endpoint(linked, agent, "routes", EndpointKind.LINK_UP, record -> record.setInterface$(pod.link()));
        route(pod, linked + 0.05, EndpointKind.ROUTE_ADDED);
        var grace = linked + GRACE;
        if (Math.min(programmed, end) > grace) {
            route(pod, grace, EndpointKind.ROUTE_REMOVED);
        }
        if (programmed < Math.min(end, Cluster.LENGTH)) {
            cluster.endpoint(
                    programmed,
                    agent,
                    "felix",
                    EndpointKind.WORKLOAD_APPLIED,
                    record -> record.setWorkload(pod.workload()));
            cluster.endpoint(
                    programmed + 0.03,
                    agent,
                    "statusfiles",
                    EndpointKind.STATUS_FILE_PRESENT,
                    record -> record.setWorkload(pod.workload()));
        }
        if (end < Cluster.LENGTH) {
            var unplugged = end - cluster.pick(0.2, 0.9, 2.0);
            if (unplugged > pod.running() + 0.5) {
                route(pod, unplugged, EndpointKind.ROUTE_REMOVED);
                cluster.endpoint(
                        unplugged + 0.02,
                        agent,
                        "routes",
                        EndpointKind.LINK_REMOVED,
                        record -> record.setInterface$(pod.link()));
            }
            pod.ends(cluster, end);
        }
    }

    private void route(Pod pod, double at, EndpointKind kind) {
        cluster.endpoint(
                at,
                pod.agent(),
                "routes",
                kind,
                record -> record.setRoute(RouteSeen.newBuilder()
                        .setDestination(pod.address())
                        .setInterface$(pod.link())
                        .build()));
    }
}
