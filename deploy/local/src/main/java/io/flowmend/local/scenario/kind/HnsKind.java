/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.HnsEndpoint;
import java.util.Map;
import java.util.TreeMap;

/** An endpoint of the Host Network Service. What a line leaves out is as the line before had it. */
final class HnsKind extends EndpointFactKind {

    private static final Map<String, EndpointKind> WORDS = new TreeMap<>(Map.of(
            "created", EndpointKind.HNS_CREATED,
            "updated", EndpointKind.HNS_UPDATED,
            "removed", EndpointKind.HNS_REMOVED,
            "deletedByProxy", EndpointKind.PROXY_DELETED_HNS));
    /** HNS's state of an endpoint with a container. */
    private static final int ATTACHED = 2;

    HnsKind() {
        super(HNS);
    }

    @Override
    public void happen(Line line, World world) {
        var said = line.fields();
        var kind = said.choice("is", WORDS, "created");
        var id = said.text("id");
        var now = world.known(HNS, line.node() + " " + id, said);
        var pod = PodName.of(now);
        var endpoint = HnsEndpoint.newBuilder()
                .setId(id)
                .setName(now.text("name", ""))
                .setNetwork(now.text("network", ""))
                .setType(now.text("type", "L2Bridge"))
                .setRemote(now.flag("remote", false))
                .setState(Math.toIntExact(now.number("state", ATTACHED)))
                .build();
        var addresses = PodName.addresses(now, pod, world);
        var byProxy = kind == EndpointKind.PROXY_DELETED_HNS;
        sees(
                line,
                world,
                byProxy ? KUBE_PROXY : HNS,
                kind,
                record -> record.setHns(byProxy ? hns(id) : endpoint)
                        .setAddresses(byProxy ? java.util.List.of() : addresses));
        if (kind == EndpointKind.HNS_REMOVED) {
            world.forget(HNS, line.node() + " " + id);
        }
    }
}
