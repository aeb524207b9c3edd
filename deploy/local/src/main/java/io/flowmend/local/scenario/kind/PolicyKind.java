/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PolicyState;

/** A network policy; a cluster-wide one has an empty namespace. */
final class PolicyKind extends ClusterKind {

    private static final String NAME = "policy";

    PolicyKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var namespace = line.fields().text("namespace", NAMESPACE);
        var name = line.fields().text("name");
        var id = namespace + "/" + name;
        var now = world.known(NAME, id, line.fields());
        var uid = now.text("uid", "policy-" + name);
        var deleted = now.flag("deleted", false);
        var state = PolicyState.newBuilder()
                .setKind(now.text("kind", namespace.isEmpty() ? "GlobalNetworkPolicy" : "NetworkPolicy"))
                .setNamespace(namespace)
                .setName(name)
                .setUid(uid)
                .setCreatedAt(world.start())
                .setSelector(now.text("selector", ""))
                .setSpecHash(now.text("spec", "first"))
                .build();
        world.api().changed(Topics.POLICIES, uid, id + "/" + uid, line.at(), deleted, state);
        if (deleted) {
            world.forget(NAME, id);
        }
    }
}
