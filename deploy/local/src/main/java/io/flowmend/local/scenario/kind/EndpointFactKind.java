/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.HnsEndpoint;
import io.flowmend.schemas.telemetry.Snapshot;
import java.util.function.Consumer;

/** Something that a source on a node saw of the programming of endpoints. */
abstract class EndpointFactKind extends NodeKind {

    static final String ROUTES = "routes";
    static final String STATUS_FILES = "statusfiles";
    static final String FELIX = "felix";
    static final String CNI = "cni";
    static final String KUBE_PROXY = "kubeproxy";
    static final String HNS = "hns";
    static final String TYPHA = "typha";

    EndpointFactKind(String name) {
        super(name);
    }

    /** With {@code "dumped": true} a dump told of it: it was so before. */
    static void sees(
            Line line, World world, String source, EndpointKind kind, Consumer<EndpointRecord.Builder> details) {
        var dumped = line.fields().flag("dumped", false);
        world.node(line.node()).sees(Topics.NODE_ENDPOINTS, source, line.at(), origin -> {
            var record = EndpointRecord.newBuilder()
                    .setOrigin(origin)
                    .setEventTime(line.at())
                    .setKind(kind)
                    .setSnapshot(dumped ? new Snapshot("dump", "start", line.at(), line.at()) : null);
            details.accept(record);
            return record.build();
        });
    }

    /** Where a line needs no more of it than its id. */
    static HnsEndpoint hns(String id) {
        return HnsEndpoint.newBuilder().setId(id).setRemote(false).setState(0).build();
    }
}
