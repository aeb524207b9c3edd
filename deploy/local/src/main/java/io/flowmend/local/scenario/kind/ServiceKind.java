/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Service. */
final class ServiceKind extends ClusterKind {

    static final String NAME = "service";

    ServiceKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var namespace = line.fields().text("namespace", NAMESPACE);
        var name = line.fields().text("name");
        var id = namespace + "/" + name;
        var now = world.known(NAME, id, line.fields());
        var uid = now.text("uid", "svc-" + name);
        var deleted = now.flag("deleted", false);
        world.api()
                .changed(
                        Topics.SERVICES,
                        uid,
                        id + "/" + uid,
                        line.at(),
                        deleted,
                        state(now, namespace, name, uid, world));
        if (deleted) {
            world.forget(NAME, id);
        }
    }

    private static ServiceState state(Fields now, String namespace, String name, String uid, World world) {
        var ingress = now.texts("loadBalancer");
        var mode = now.choice("ipMode", Map.of("VIP", "VIP", "Proxy", "Proxy"), "VIP");
        return ServiceState.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setUid(uid)
                .setCreatedAt(world.start())
                .setLabels(now.map("labels"))
                .setType(now.text("type", ingress.isEmpty() ? "ClusterIP" : "LoadBalancer"))
                .setClusterIps(
                        now.has("clusterIps") ? now.texts("clusterIps") : List.of(clusterIp(namespace + "/" + name)))
                .setExternalIps(now.texts("externalIps"))
                .setLoadBalancerIngress(ingress.stream()
                        .map(ip -> new LoadBalancerIngress(ip, mode))
                        .toList())
                .setPorts(ports(now))
                .setExternalTrafficPolicy(now.text("externalTrafficPolicy", "Cluster"))
                .setInternalTrafficPolicy(now.text("internalTrafficPolicy", "Cluster"))
                .setSessionAffinity(now.text("sessionAffinity", "None"))
                .setServiceProxyName(now.optional("serviceProxyName").orElse(null))
                .setAnnotations(now.map("annotations"))
                .build();
    }

    /** One that it keeps, whatever else the scenario holds. */
    private static String clusterIp(String id) {
        var hash = id.hashCode();
        return "10.96." + ((hash >>> 8) & 0xff) + "." + (hash & 0xff);
    }

    private static List<ServicePort> ports(Fields now) {
        var texts = now.texts("ports");
        return IntStream.range(0, texts.size())
                .mapToObj(number -> {
                    var port = FlowText.Port.parse(texts.get(number));
                    return new ServicePort("p" + number, port.protocol(), port.port(), 0);
                })
                .toList();
    }

    /** {@code namespace/name} of the service that has this address now, as a node would know it. */
    static Optional<String> at(World world, FlowText.Endpoint destination) {
        return world.all(NAME, "")
                .filter(service -> Stream.of("clusterIps", "externalIps", "loadBalancer")
                        .flatMap(field -> service.path(field).valueStream())
                        .anyMatch(ip -> ip.asText().equals(destination.ip())))
                .filter(service -> service.path("ports")
                        .valueStream()
                        .anyMatch(port -> port.asText().startsWith(destination.port() + "/")))
                .map(ServiceKind::name)
                .findFirst();
    }

    private static String name(ObjectNode service) {
        return service.path("namespace").asText(NAMESPACE) + "/"
                + service.path("name").asText();
    }
}
