/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody on the node spoke of a pod's workload endpoint: its agent, the folder of status files, or the CNI plugin. */
final class EndpointWordKind extends EndpointFactKind {

    private record Said(String source, EndpointKind kind) {}

    private static final String UP = "up";
    private static final Map<String, Said> WORDS = new TreeMap<>(Map.of(
            "applied",
            new Said(FELIX, EndpointKind.WORKLOAD_APPLIED),
            "removed",
            new Said(FELIX, EndpointKind.WORKLOAD_REMOVED),
            UP,
            new Said(FELIX, EndpointKind.WORKLOAD_STATUS),
            "down",
            new Said(FELIX, EndpointKind.WORKLOAD_STATUS),
            "filed",
            new Said(STATUS_FILES, EndpointKind.STATUS_FILE_PRESENT),
            "unfiled",
            new Said(STATUS_FILES, EndpointKind.STATUS_FILE_REMOVED),
            "attached",
            new Said(CNI, EndpointKind.CNI_ADDED),
            "detached",
            new Said(CNI, EndpointKind.CNI_REMOVED)));

    EndpointWordKind() {
        super("endpoint");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var pod = PodName.needed(fields);
        var said = fields.choice("is", WORDS, "applied");
        var status = said.kind() == EndpointKind.WORKLOAD_STATUS;
        var workload = Workload.newBuilder(pod.workload())
                .setUp(status ? fields.text("is").equals(UP) : null)
                .build();
        var addresses = PodName.addresses(fields, Optional.of(pod), world);
        var made = fields.optional("hns").map(EndpointFactKind::hns).orElse(null);
        sees(
                line,
                world,
                said.source(),
                said.kind(),
                record -> record.setWorkload(workload).setAddresses(addresses).setHns(made));
    }
}
