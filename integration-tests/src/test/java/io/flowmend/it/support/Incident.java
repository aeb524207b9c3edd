/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.EndpointSliceState;
import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One service with addresses and a backend of its own, and the one client that sends to it.
 *
 * @param index names everything in it
 * @param createdAt of its objects
 */
record Incident(int index, Instant createdAt) {

    static final String CLUSTER = "local";
    static final String NODE = "node-a";
    static final String NODE_KEY = CLUSTER + "/" + NODE;

    static final int PORT = 162;
    private static final int CLIENT_PORT = 5000;
    private static final Duration LIFE = Duration.ofSeconds(30);

    /** As a finding names it. */
    String subject() {
        return client() + ":" + CLIENT_PORT + " -> " + address() + ":" + PORT + "/udp";
    }

    String serviceKey() {
        return CLUSTER + "/default/" + name() + "/svc-" + index;
    }

    String sliceKey() {
        return CLUSTER + "/default/" + name() + "-x";
    }

    ServiceRecord service(ApiOrigin origin) {
        var state = ServiceState.newBuilder()
                .setNamespace("default")
                .setName(name())
                .setUid("svc-" + index)
                .setCreatedAt(createdAt)
                .setDeletionTimestamp(null)
                .setType("LoadBalancer")
                .setClusterIps(List.of(in("10.96")))
                .setExternalIps(List.of())
                .setLoadBalancerIngress(List.of(new LoadBalancerIngress(address(), "VIP")))
                .setPorts(List.of(new ServicePort("snmp", "UDP", PORT, 0)))
                .setExternalTrafficPolicy("Cluster")
                .setInternalTrafficPolicy("Cluster")
                .setSessionAffinity("None")
                .setServiceProxyName(null)
                .setAnnotations(Map.of())
                .build();
        return ServiceRecord.newBuilder()
                .setOrigin(origin)
                .setEventTime(origin.getObservedAt())
                .setState(state)
                .setMark(null)
                .build();
    }

    EndpointSliceRecord slice(ApiOrigin origin, boolean ready) {
        var endpoint = Endpoint.newBuilder()
                .setAddresses(List.of(in("10.244")))
                .setReady(ready)
                .setServing(ready)
                .setTerminating(false)
                .setNodeName(NODE)
                .setZone(null)
                .setTargetKind("Pod")
                .setTargetNamespace("default")
                .setTargetName(name() + "-0")
                .setTargetUid("pod-" + index)
                .build();
        var state = EndpointSliceState.newBuilder()
                .setNamespace("default")
                .setName(name() + "-x")
                .setUid("slice-" + index)
                .setCreatedAt(createdAt)
                .setDeletionTimestamp(null)
                .setServiceName(name())
                .setAddressType("IPv4")
                .setPorts(List.of(new EndpointPort("snmp", "UDP", PORT)))
                .setEndpoints(List.of(endpoint))
                .setLastChangeTriggerTime(null)
                .build();
        return EndpointSliceRecord.newBuilder()
                .setOrigin(origin)
                .setEventTime(origin.getObservedAt())
                .setState(state)
                .setMark(null)
                .build();
    }

    /** The un-NATed, unanswered entry; a healer removes it. */
    FlowRecord flow(FlowKind kind, String bootId, long sequence, Instant at) {
        return FlowRecord.newBuilder()
                .setOrigin(new NodeOrigin(CLUSTER, NODE, "conntrack", bootId, sequence, at))
                .setEventTime(at)
                .setKind(kind)
                .setProtocol(17)
                .setZone(0)
                .setConntrackId(1000L + index)
                .setOriginal(new Tuple(client(), address(), CLIENT_PORT, PORT))
                .setReply(new Tuple(address(), client(), PORT, CLIENT_PORT))
                .setStatus(8)
                .setTimeoutSeconds((int) LIFE.toSeconds())
                .setEndOfLife(at.plus(LIFE))
                .setRefreshedFrom(kind == FlowKind.REFRESHED ? at.plus(LIFE).minusMillis(100) : null)
                .setToLocalAddress(false)
                .setLocalListener(false)
                .setAuthor(kind == FlowKind.DESTROYED ? new Author(4711L, "kube-proxy") : null)
                .setSnapshot(null)
                .build();
    }

    private String name() {
        return "traps-" + index;
    }

    String address() {
        return in("198.18");
    }

    private String client() {
        return in("10.1");
    }

    /** Nothing shares an address: what is kept for one would grow with every incident. */
    private String in(String network) {
        return network + "." + index / 250 + "." + (1 + index % 250);
    }
}
