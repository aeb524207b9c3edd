/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import java.util.Map;
import java.util.TreeMap;

/** A link of the node came, went, or changed its state. */
final class LinkKind extends EndpointFactKind {

    private static final Map<String, EndpointKind> WORDS = new TreeMap<>(
            Map.of("up", EndpointKind.LINK_UP, "down", EndpointKind.LINK_DOWN, "removed", EndpointKind.LINK_REMOVED));

    LinkKind() {
        super("link");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var name = fields.optional("name")
                .or(() -> PodName.of(fields).map(PodName::link))
                .orElseThrow(() -> new IllegalArgumentException("link.name is missing; allowed: a name, or a pod"));
        sees(line, world, ROUTES, fields.choice("is", WORDS, "up"), record -> record.setInterface$(name));
    }
}
