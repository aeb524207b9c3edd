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
import io.flowmend.streams.topology.Plant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A service on one address and port, with one slice. */
record Service(String name, String address, String protocol, int port) {

    private static final String PORT = "main";

    /** Tells that it is there, before anything else happens. */
    Service begins(Cluster cluster, Consumer<ServiceState.Builder> edit) {
        var uid = "svc-" + name;
        var state = ServiceState.newBuilder()
                .setNamespace("default")
                .setName(name)
                .setUid(uid)
                .setCreatedAt(Cluster.START)
                .setDeletionTimestamp(null)
                .setLabels(Map.of())
                .setType("ClusterIP")
                .setClusterIps(List.of(address))
                .setExternalIps(List.of())
                .setLoadBalancerIngress(List.of())
                .setPorts(List.of(new ServicePort(PORT, protocol, port, 0)))
                .setExternalTrafficPolicy("Cluster")
                .setInternalTrafficPolicy("Cluster")
                .setSessionAffinity("None")
                .setServiceProxyName(null)
                .setAnnotations(Map.of());
        edit.accept(state);
        var said = state.build();
        cluster.told.add(new Told.ByApi(
                1,
                Topics.SERVICES,
                "Service",
                uid,
                Plant.CLUSTER + "/default/" + name + "/" + uid,
                origin -> ServiceRecord.newBuilder()
                        .setOrigin(origin)
                        .setEventTime(origin.getObservedAt())
                        .setState(said)
                        .setMark(null)
                        .build()));
        return this;
    }

    /** These are its backends from now on, ready or not. */
    void backends(Cluster cluster, double at, boolean ready, List<Pod> pods) {
        var endpoints = pods.stream()
                .map(pod -> Endpoint.newBuilder()
                        .setAddresses(List.of(pod.address()))
                        .setReady(ready)
                        .setServing(ready)
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
                .setName(name + "-x")
                .setUid("slice-" + name)
                .setCreatedAt(Cluster.START)
                .setDeletionTimestamp(null)
                .setServiceName(name)
                .setAddressType("IPv4")
                .setPorts(List.of(new EndpointPort(PORT, protocol, port)))
                .setEndpoints(endpoints)
                .setLastChangeTriggerTime(null)
                .build();
        cluster.told.add(new Told.ByApi(
                Cluster.exact(at),
                Topics.ENDPOINT_SLICES,
                "EndpointSlice",
                "slice-" + name,
                Plant.CLUSTER + "/default/" + name + "-x",
                origin -> EndpointSliceRecord.newBuilder()
                        .setOrigin(origin)
                        .setEventTime(origin.getObservedAt())
                        .setState(state)
                        .setMark(null)
                        .build()));
    }
}
