/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.EndpointSliceState;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.streams.simulation.Incident.End;
import io.flowmend.streams.topology.Plant;
import java.util.List;
import java.util.Map;

/** Backends that end while a sender's conntrack entry still leads to their address. */
final class Departures {

    private static final int UDP = 17;
    private static final int PORT = 162;
    private static final int UNREPLIED = 8;
    private static final int ANSWERED = 2 | 8;
    private static final double NEVER = 1e6;

    /** Seconds that an entry of UDP lives without a packet. */
    private static final double TIMEOUT = 30;

    private final Cluster cluster;

    Departures(Cluster cluster) {
        this.cluster = cluster;
    }

    /** A sender's entry: used until then, unless somebody removes it before. */
    private record Entry(
            int number, Agent agent, Pod backend, double seen, double usedUntil, double removed, int status) {

        boolean isUsedAt(double second) {
            return second < usedUntil && second < removed;
        }
    }

    void happen() {
        for (var number = 1; number <= 3; number++) {
            happens(number, cluster.between(20, 50));
        }
    }

    private void happens(int number, double end) {
        var backend = pod(number, "old", 3, cluster.address());
        service(number);
        slice(number, 3.2, List.of(backend));
        switch (cluster.chance.between(0, 9)) {
            case 0 -> entry(left(number, backend, end, NEVER, end + 1.7, UNREPLIED)); // kube-proxy was in time
            case 1 ->
                blackhole(left(number, backend, end, NEVER, end + cluster.pick(6.0, 15.0), UNREPLIED), End.MENDED);
            case 2 -> blackhole(left(number, backend, end, end + 8, NEVER, UNREPLIED), End.PASSED);
            case 3 -> blackhole(left(number, backend, end, NEVER, NEVER, UNREPLIED), End.LASTS);
            case 4, 5 -> {
                var entry = left(number, backend, end, NEVER, NEVER, UNREPLIED);
                pod(number, "stranger", end + cluster.pick(1.5, 6.0, 20.0), backend.address());
                fault(entry, "udp-entry/misdelivery", End.LASTS);
            }
            case 6 -> { // the pod of a set comes back on its address
                entry(left(number, backend, end, NEVER, NEVER, UNREPLIED));
                var again = new Pod(
                                backend.name(),
                                backend.uid() + "-again",
                                backend.agent(),
                                backend.address(),
                                end + 1.3,
                                true)
                        .begins(cluster);
                programmed(again);
                slice(number, end + 1.4, List.of(again));
            }
            case 7 -> entry(left(number, backend, end, end - 1, NEVER, UNREPLIED)); // nobody sends any more
            case 8 -> entry(left(number, backend, end, NEVER, NEVER, ANSWERED)); // cut off, and it still works
            default -> { // it left its service and lives
                slice(number, end, List.of());
                entry(new Entry(
                        number, cluster.chance.pick(cluster.linux), backend, end + 0.5, NEVER, NEVER, UNREPLIED));
            }
        }
    }

    private Entry left(int number, Pod backend, double end, double usedUntil, double removed, int status) {
        if (cluster.chance.oneIn(3)) {
            backend.tell(cluster, end, false, pod -> pod.setPhase("Succeeded"));
        } else {
            backend.ends(cluster, end);
        }
        slice(number, end + 0.1, List.of());
        return new Entry(number, cluster.chance.pick(cluster.linux), backend, end + 0.5, usedUntil, removed, status);
    }

    private void blackhole(Entry entry, End end) {
        fault(entry, "udp-entry/blackhole", end);
    }

    private void fault(Entry entry, String cause, End end) {
        entry(entry);
        cluster.fault(new Incident("ghostflow", entry.backend().uid(), cause, end));
    }

    /** What the node's agent sees of the entry, which it reads every two seconds. */
    private void entry(Entry entry) {
        var life = entry.seen() + TIMEOUT - 0.2;
        see(entry, entry.seen(), FlowKind.SEEN, life, life, false);
        var last = entry.seen();
        for (var at = entry.seen() + 0.8; at < Cluster.LENGTH && entry.isUsedAt(at); at += 2) {
            see(entry, at, FlowKind.REFRESHED, at + TIMEOUT - 0.2, last + TIMEOUT - 0.2, false);
            last = at;
        }
        var over = Math.min(entry.removed(), last + TIMEOUT - 0.2);
        if (over < Cluster.LENGTH && (entry.removed() < Cluster.LENGTH || entry.usedUntil() < Cluster.LENGTH)) {
            see(entry, over, FlowKind.DESTROYED, over, over, entry.removed() <= over);
        }
    }

    private void see(Entry entry, double at, FlowKind kind, double life, double before, boolean byProxy) {
        var client = "10.1.0." + entry.number();
        var source = 5000 + entry.number();
        cluster.flow(
                at,
                entry.agent(),
                "conntrack",
                kind,
                UDP,
                new Tuple(client, virtual(entry.number()), source, PORT),
                new Tuple(entry.backend().address(), client, PORT, source),
                record -> record.setStatus(entry.status())
                        .setConntrackId(entry.number())
                        .setTimeoutSeconds(kind == FlowKind.DESTROYED ? null : 30)
                        .setEndOfLife(kind == FlowKind.DESTROYED ? null : Cluster.time(life))
                        .setRefreshedFrom(kind == FlowKind.REFRESHED ? Cluster.time(before) : null)
                        .setAuthor(byProxy ? new Author(4711L, "kube-proxy") : null)
                        .setTowardsGone(true)
                        .setService("default/" + name(entry.number())));
    }

    private static String name(int number) {
        return "traps-" + number;
    }

    private static String virtual(int number) {
        return "10.96.0." + number;
    }

    private Pod pod(int number, String what, double running, String address) {
        var name = name(number) + "-" + what;
        var pod = new Pod(name, "uid-" + name, cluster.chance.pick(cluster.linux), address, running, true)
                .begins(cluster);
        programmed(pod);
        return pod;
    }

    private void programmed(Pod pod) {
        cluster.endpoint(
                pod.running() - 0.2,
                pod.agent(),
                "felix",
                EndpointKind.WORKLOAD_APPLIED,
                record -> record.setWorkload(pod.workload()));
    }

    private void service(int number) {
        var state = ServiceState.newBuilder()
                .setNamespace("default")
                .setName(name(number))
                .setUid("svc-" + number)
                .setCreatedAt(Cluster.START)
                .setDeletionTimestamp(null)
                .setLabels(Map.of())
                .setType("ClusterIP")
                .setClusterIps(List.of(virtual(number)))
                .setExternalIps(List.of())
                .setLoadBalancerIngress(List.of())
                .setPorts(List.of(new ServicePort("snmp", "UDP", PORT, 0)))
                .setExternalTrafficPolicy("Cluster")
                .setInternalTrafficPolicy("Cluster")
                .setSessionAffinity("None")
                .setServiceProxyName(null)
                .setAnnotations(Map.of())
                .build();
        cluster.told.add(new Told.ByApi(
                1,
                Topics.SERVICES,
                "Service",
                "svc-" + number,
                Plant.CLUSTER + "/default/" + name(number) + "/svc-" + number,
                origin -> ServiceRecord.newBuilder()
                        .setOrigin(origin)
                        .setEventTime(origin.getObservedAt())
                        .setState(state)
                        .setMark(null)
                        .build()));
    }

    private void slice(int number, double at, List<Pod> backends) {
        var endpoints = backends.stream()
                .map(pod -> Endpoint.newBuilder()
                        .setAddresses(List.of(pod.address()))
                        .setReady(true)
                        .setServing(true)
                        .setTerminating(false)
                        .setNodeName(pod.agent().node())
                        .setZone(null)
                        .setTargetKind("Pod")
                        .setTargetNamespace("default")
                        .setTargetName(pod.name())
                        .setTargetUid(pod.uid())
                        .build())
                .toList();
        var state = EndpointSliceState.newBuilder()
                .setNamespace("default")
                .setName(name(number) + "-x")
                .setUid("slice-" + number)
                .setCreatedAt(Cluster.START)
                .setDeletionTimestamp(null)
                .setServiceName(name(number))
                .setAddressType("IPv4")
                .setPorts(List.of(new EndpointPort("snmp", "UDP", PORT)))
                .setEndpoints(endpoints)
                .setLastChangeTriggerTime(null)
                .build();
        cluster.told.add(new Told.ByApi(
                Cluster.exact(at),
                Topics.ENDPOINT_SLICES,
                "EndpointSlice",
                "slice-" + number,
                Plant.CLUSTER + "/default/" + name(number) + "-x",
                origin -> EndpointSliceRecord.newBuilder()
                        .setOrigin(origin)
                        .setEventTime(origin.getObservedAt())
                        .setState(state)
                        .setMark(null)
                        .build()));
    }
}
