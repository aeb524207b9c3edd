/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.NamespaceState;

/** A Namespace. */
final class NamespaceKind extends ClusterKind {

    private static final String NAME = "namespace";

    NamespaceKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var name = line.fields().text("name");
        var now = world.known(NAME, name, line.fields());
        var uid = now.text("uid", "ns-" + name);
        var deleted = now.flag("deleted", false);
        var state = NamespaceState.newBuilder()
                .setName(name)
                .setUid(uid)
                .setCreatedAt(world.start())
                .setAnnotations(now.map("annotations"))
                .build();
        world.api().changed(Topics.NAMESPACES, uid, name, line.at(), deleted, state);
        if (deleted) {
            world.forget(NAME, name);
        }
    }
}
