/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.NodeAddress;
import io.flowmend.schemas.cluster.NodeState;

/** A Node as the API has it; what its producer sees are other kinds. */
final class ClusterNodeKind extends ClusterKind {

    private static final String NAME = "clusterNode";

    ClusterNodeKind() {
        super(NAME);
    }

    @Override
    public void happen(Line line, World world) {
        var name = line.fields().text("name");
        var now = world.known(NAME, name, line.fields());
        var uid = now.text("uid", "node-" + name);
        var deleted = now.flag("deleted", false);
        var state = NodeState.newBuilder()
                .setName(name)
                .setUid(uid)
                .setCreatedAt(world.start())
                .setLabels(now.map("labels"))
                .setReady(now.text("ready", "True"))
                .setReadySince(now.time("readySince").map(world::at).orElse(null))
                .setAddresses(now.texts("addresses").stream()
                        .map(address -> new NodeAddress("InternalIP", address))
                        .toList())
                .setPodCidrs(now.texts("podCidrs"))
                .setOs(now.text("os", "linux"))
                .setKernelVersion(now.text("kernelVersion", ""))
                .setKubeletVersion(now.text("kubeletVersion", ""))
                .setKubeProxyVersion(now.text("kubeProxyVersion", ""))
                .setContainerRuntimeVersion(now.text("containerRuntimeVersion", ""))
                .build();
        world.api().changed(Topics.NODES, uid, name, line.at(), deleted, state);
        if (deleted) {
            world.forget(NAME, name);
        }
    }
}
