/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.FlowText;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.Endpoint;
import io.flowmend.schemas.cluster.EndpointPort;
import io.flowmend.schemas.cluster.EndpointSliceState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** An EndpointSlice. Its backends name pods, or nobody. */
final class SliceKind extends ClusterKind {

    private static final String NAME = "slice";
    private static final Map<String, String> ADDRESS_TYPES =
            new TreeMap<>(Map.of("IPv4", "IPv4", "IPv6", "IPv6", "FQDN", "FQDN"));

    SliceKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var namespace = line.fields().text("namespace", NAMESPACE);
        var name = line.fields().optional("name").orElseGet(() -> line.fields().text("service") + "-1");
        var id = namespace + "/" + name;
        var now = world.known(NAME, id, line.fields());
        var uid = now.text("uid", "slice-" + name);
        var deleted = now.flag("deleted", false);
        world.api()
                .changed(Topics.ENDPOINT_SLICES, uid, id, line.at(), deleted, state(now, namespace, name, uid, world));
        if (deleted) {
            world.forget(NAME, id);
        }
    }

    private static EndpointSliceState state(Fields now, String namespace, String name, String uid, World world) {
        var backends = now.objects("backends").stream()
                .map(backend -> backend(backend, namespace, world))
                .toList();
        var six = backends.stream()
                .anyMatch(each -> each.getAddresses().getFirst().contains(":"));
        return EndpointSliceState.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setUid(uid)
                .setCreatedAt(world.start())
                .setServiceName(now.optional("service").orElse(null))
                .setAddressType(now.choice("addressType", ADDRESS_TYPES, six ? "IPv6" : "IPv4"))
                .setLabels(now.map("labels"))
                .setPorts(ports(now.texts("ports")))
                .setEndpoints(backends)
                .build();
    }

    private static List<EndpointPort> ports(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(number -> {
                    var port = FlowText.Port.parse(texts.get(number));
                    return new EndpointPort("p" + number, port.protocol(), port.port());
                })
                .toList();
    }

    private static Endpoint backend(Fields backend, String namespace, World world) {
        var pod = backend.optional("pod");
        var known = pod.flatMap(name -> PodKind.last(world, namespace, name));
        var ip = backend.optional("ip")
                .or(() -> known.map(PodKind.Known::ip))
                .orElseThrow(() -> new IllegalArgumentException(
                        "slice.backends.ip is missing; allowed: an address, or the name of a pod that has one"));
        var ready = backend.flag("ready", true);
        var uid = backend.optional("uid").or(() -> known.map(PodKind.Known::uid));
        return Endpoint.newBuilder()
                .setAddresses(List.of(ip))
                .setReady(ready)
                .setServing(backend.flag("serving", ready))
                .setTerminating(backend.flag("terminating", false))
                .setNodeName(backend.optional("node")
                        .or(() -> known.map(PodKind.Known::node))
                        .orElse(null))
                .setZone(backend.optional("zone").orElse(null))
                .setTargetKind(pod.map(_ -> "Pod").orElse(null))
                .setTargetNamespace(pod.map(_ -> namespace).orElse(null))
                .setTargetName(pod.orElse(null))
                .setTargetUid(pod.isPresent() ? uid.orElseGet(() -> PodKind.uid(pod.get())) : null)
                .build();
    }
}
