/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.NodeFacts;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class ReaderTest {

    public static final String POD = """
            {"kind":"Pod","apiVersion":"v1",
             "metadata":{"namespace":"n","name":"p","uid":"u","creationTimestamp":"2026-11-01T00:00:00Z",
               "deletionTimestamp":"2026-11-02T00:00:00Z","labels":{"a":"b"},
               "annotations":{"cni.projectcalico.org/podIP":"","example.com/secret":"no"}},
             "spec":{"nodeName":"node-a","nodeSelector":{"kubernetes.io/os":"windows"},"hostNetwork":true,"containers":[]},
             "status":{"phase":"Running","podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}],
               "hostIP":"192.0.2.1","startTime":"2026-11-01T00:00:01Z",
               "conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady","message":"prose",
                 "lastTransitionTime":"2026-11-01T00:00:02Z"}]}}
            """;

    public static final String SERVICE = """
            {"kind":"Service","apiVersion":"v1",
             "metadata":{"namespace":"n","name":"s","uid":"u","creationTimestamp":"2026-11-01T00:00:00Z",
               "labels":{"service.kubernetes.io/service-proxy-name":"other"},
               "annotations":{"kube-router.io/service.dsr":"tunnel","kubectl.kubernetes.io/last-applied-configuration":"{}"}},
             "spec":{"type":"LoadBalancer","clusterIP":"10.96.0.1","clusterIPs":["10.96.0.1","fd00::2"],
               "externalIPs":["192.0.2.9"],"externalTrafficPolicy":"Local","internalTrafficPolicy":"Local",
               "sessionAffinity":"ClientIP",
               "ports":[{"name":"snmp","protocol":"UDP","port":162,"nodePort":30162},{"port":80}]},
             "status":{"loadBalancer":{"ingress":[{"ip":"198.51.100.1","ipMode":"Proxy"},{"ip":"198.51.100.2"},
               {"hostname":"lb.example.com"}]}}}
            """;

    public static final String SLICE = """
            {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",
             "metadata":{"namespace":"n","name":"s-1","uid":"u","creationTimestamp":"2026-11-01T00:00:00Z",
               "labels":{"kubernetes.io/service-name":"s"},
               "annotations":{"endpoints.kubernetes.io/last-change-trigger-time":"2026-11-01T00:00:00.123456789Z"}},
             "addressType":"IPv4","ports":[{"port":1162,"protocol":"UDP"},{"name":"all"}],
             "endpoints":[
               {"addresses":["10.0.0.1"],"conditions":{"ready":false,"serving":true,"terminating":true},
                "nodeName":"node-a","zone":"z","targetRef":{"kind":"Pod","namespace":"n","name":"p","uid":"pu"}},
               {"addresses":["10.0.0.2"]},
               {"addresses":["10.0.0.3"],"conditions":{"ready":false}}]}
            """;

    public static final String NODE = """
            {"kind":"Node","apiVersion":"v1",
             "metadata":{"name":"node-a","uid":"u","creationTimestamp":"2026-11-01T00:00:00Z","labels":{"a":"b"}},
             "spec":{"podCIDR":"10.0.0.0/24"},
             "status":{"addresses":[{"type":"InternalIP","address":"192.0.2.1"}],
               "conditions":[{"type":"MemoryPressure","status":"False"},
                 {"type":"Ready","status":"True","lastHeartbeatTime":"2026-11-21T00:00:00Z",
                  "lastTransitionTime":"2026-11-01T00:00:05Z"}],
               "nodeInfo":{"operatingSystem":"linux","kernelVersion":"6.12","kubeletVersion":"v1.36.3",
                 "kubeProxyVersion":"v1.36.3","containerRuntimeVersion":"containerd://2.1","architecture":"amd64",
                 "bootID":"","machineID":"","osImage":"","systemUUID":""}}}
            """;

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void aPodIsReadWithCniAnnotationsOnlyAlsoEmptyOnes() {
        var pod = PodReader.read(JSON.unmarshal(POD, Pod.class));

        assertThat(pod)
                .isEqualTo(new PodFacts(
                        new Identity("n", "p", "u"),
                        CREATED,
                        Instant.parse("2026-11-02T00:00:00Z"),
                        Map.of("a", "b"),
                        "node-a",
                        "Running",
                        List.of("10.0.0.1", "fd00::1"),
                        List.of("192.0.2.1"),
                        true,
                        "windows",
                        List.of(new PodFacts.Condition("Ready", "False", "ContainersNotReady", CREATED.plusSeconds(2))),
                        Map.of("cni.projectcalico.org/podIP", ""),
                        CREATED.plusSeconds(1)));
    }

    @Test
    void aServiceIsReadWithDefaultsFilledInAndNamesOfBalancersLeftOut() {
        var service = ServiceReader.read(JSON.unmarshal(SERVICE, Service.class));

        assertThat(service.clusterIps()).containsExactly("10.96.0.1", "fd00::2");
        assertThat(service.loadBalancerIngress())
                .containsExactly(
                        new ServiceFacts.Ingress("198.51.100.1", "Proxy"),
                        new ServiceFacts.Ingress("198.51.100.2", "VIP"));
        assertThat(service.ports())
                .containsExactly(
                        new ServiceFacts.Port("snmp", "UDP", 162, 30162), new ServiceFacts.Port("", "TCP", 80, 0));
        assertThat(service.externalTrafficPolicy()).isEqualTo("Local");
        assertThat(service.internalTrafficPolicy()).isEqualTo("Local");
        assertThat(service.sessionAffinity()).isEqualTo("ClientIP");
        assertThat(service.serviceProxyName()).isEqualTo("other");
        assertThat(service.annotations()).containsOnlyKeys("kube-router.io/service.dsr");
    }

    @Test
    void aHeadlessServiceHasNoAddress() {
        var headless = JSON.unmarshal(SERVICE, Service.class);
        headless.getSpec().setClusterIP("None");
        headless.getSpec().setClusterIPs(List.of("None"));

        assertThat(ServiceReader.read(headless).clusterIps()).isEmpty();
    }

    @Test
    void absentConditionsOfAnEndpointReadAsTheApiDocuments() {
        var slice = SliceReader.read(JSON.unmarshal(SLICE, EndpointSlice.class));

        assertThat(slice.endpoints().get(0)).satisfies(terminating -> {
            assertThat(terminating.ready()).isFalse();
            assertThat(terminating.serving()).isTrue();
            assertThat(terminating.terminating()).isTrue();
            assertThat(terminating.targetUid()).isEqualTo("pu");
        });
        assertThat(slice.endpoints().get(1)).satisfies(silent -> {
            assertThat(silent.ready()).isTrue();
            assertThat(silent.serving()).isTrue();
            assertThat(silent.terminating()).isFalse();
            assertThat(silent.targetUid()).isNull();
        });
        assertThat(slice.endpoints().get(2).serving()).as("follows ready").isFalse();
        assertThat(slice.ports().get(1).port()).isNull();
        assertThat(slice.serviceName()).isEqualTo("s");
        assertThat(slice.lastChangeTriggerTime()).isEqualTo(Instant.parse("2026-11-01T00:00:00.123456Z"));
    }

    @Test
    void theHeartbeatOfANodeIsNoChange() {
        var node = JSON.unmarshal(NODE, Node.class);
        var before = NodeReader.read(node);
        // When
        node.getStatus().getConditions().get(1).setLastHeartbeatTime("2026-11-21T00:05:00Z");
        // Then
        assertThat(NodeReader.read(node)).isEqualTo(before);
        assertThat(before.ready()).isEqualTo("True");
        assertThat(before.readySince()).isEqualTo(CREATED.plusSeconds(5));
        assertThat(before.podCidrs()).containsExactly("10.0.0.0/24");
        assertThat(before.addresses()).containsExactly(new NodeFacts.Address("InternalIP", "192.0.2.1"));
    }

    @Test
    void anObjectWithNothingInItIsReadToo() {
        assertThat(PodReader.read(JSON.unmarshal("{\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}", Pod.class)))
                .satisfies(pod -> assertThat(pod.phase()).isEqualTo("Unknown"));
        assertThat(NodeReader.read(JSON.unmarshal("{\"kind\":\"Node\",\"metadata\":{\"name\":\"n\"}}", Node.class))
                        .ready())
                .isEqualTo("Unknown");
    }

    @Test
    void whatIsNoTimeIsNoTime() {
        assertThat(Meta.time("yesterday")).isNull();
        assertThat(Meta.time("2026-11-01T00:00:00Z")).isEqualTo(CREATED);
    }
}
