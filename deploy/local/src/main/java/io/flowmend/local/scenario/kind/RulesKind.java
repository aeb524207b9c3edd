/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The agent of a Windows node writes the rules of a pod's HNS endpoint, or saw that they are the same. */
final class RulesKind extends EndpointFactKind {

    private static final Map<String, EndpointKind> WORDS =
            new TreeMap<>(Map.of("written", EndpointKind.RULES_APPLIED, "unchanged", EndpointKind.RULES_UNCHANGED));

    RulesKind() {
        super("rules");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var pod = PodName.needed(fields);
        var addresses = PodName.addresses(fields, Optional.of(pod), world);
        var endpoint = fields.optional("hns").map(EndpointFactKind::hns).orElse(null);
        sees(
                line,
                world,
                FELIX,
                fields.choice("are", WORDS, "written"),
                record -> record.setWorkload(pod.workload())
                        .setAddresses(addresses)
                        .setHns(endpoint));
    }
}
