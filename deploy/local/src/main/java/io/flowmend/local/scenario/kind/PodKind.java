/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PodCondition;
import io.flowmend.schemas.cluster.PodState;
import java.util.List;
import java.util.Optional;

/** A Pod. One that is made anew under its name has another uid. */
final class PodKind extends ClusterKind {

    private static final String NAME = "pod";
    private static final String NODE = "node-b";

    PodKind() {
        super(NAME);
    }

    static String uid(String name) {
        return "pod-" + name;
    }

    @Override
    public void happen(Line line, World world) {
        var namespace = line.fields().text("namespace", NAMESPACE);
        var name = line.fields().text("name");
        var uid = line.fields().text("uid", uid(name));
        var id = namespace + "/" + name + "/" + uid;
        var now = world.known(NAME, id, line.fields());
        var deleted = now.flag("deleted", false);
        world.api().changed(Topics.PODS, uid, id, line.at(), deleted, state(now, namespace, name, uid, line, world));
        if (deleted) {
            world.forget(NAME, id);
        }
    }

    private static PodState state(Fields now, String namespace, String name, String uid, Line line, World world) {
        return PodState.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setUid(uid)
                .setCreatedAt(now.time("createdAt").map(world::at).orElse(world.start()))
                .setDeletionTimestamp(
                        now.time("deletionTimestamp").map(world::at).orElse(null))
                .setLabels(now.map("labels"))
                .setNodeName(now.text("node", NODE))
                .setPhase(now.text("phase", "Running"))
                .setPodIps(ips(now))
                .setHostIps(now.texts("hostIps"))
                .setHostNetwork(now.flag("hostNetwork", false))
                .setOs(now.optional("os").orElse(null))
                .setConditions(List.of(PodCondition.newBuilder()
                        .setType("Ready")
                        .setStatus(now.flag("ready", true) ? "True" : "False")
                        .setLastTransitionTime(
                                now.time("readySince").map(world::at).orElse(line.at()))
                        .build()))
                .setAnnotations(now.map("annotations"))
                .setStartedAt(now.time("startedAt").map(world::at).orElse(null))
                .build();
    }

    private static List<String> ips(Fields now) {
        var several = now.texts("ips");
        return now.optional("ip").filter(ip -> !ip.isEmpty()).map(List::of).orElse(several);
    }

    /** What a slice takes over from the pod that it names. */
    record Known(String uid, String ip, String node) {}

    /** The pod that had this name last, if it is still there and has an address. */
    static Optional<Known> last(World world, String namespace, String name) {
        return world.all(NAME, namespace + "/" + name + "/")
                .filter(pod -> !ip(pod).isEmpty())
                .map(pod -> new Known(
                        pod.path("uid").asText(uid(name)),
                        ip(pod),
                        pod.path("node").asText(NODE)))
                .reduce((_, later) -> later);
    }

    private static String ip(ObjectNode pod) {
        return pod.path("ip").asText(pod.path("ips").path(0).asText(""));
    }
}
