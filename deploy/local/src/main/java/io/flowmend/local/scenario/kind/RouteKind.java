/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.RouteSeen;
import java.util.Map;
import java.util.TreeMap;

/** A route of one host on the node came, moved to another link, or went. */
final class RouteKind extends EndpointFactKind {

    private static final Map<String, EndpointKind> WORDS = new TreeMap<>(Map.of(
            "added", EndpointKind.ROUTE_ADDED,
            "moved", EndpointKind.ROUTE_MOVED,
            "removed", EndpointKind.ROUTE_REMOVED));

    RouteKind() {
        super("route");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var pod = PodName.of(fields);
        var link = fields.optional("link")
                .or(() -> pod.map(PodName::link))
                .orElseThrow(() -> new IllegalArgumentException("route.link is missing; allowed: a name, or a pod"));
        var ip = fields.optional("ip")
                .or(() -> pod.flatMap(name -> name.address(world)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "route.ip is missing; allowed: an address, or a pod that has one"));
        var route = RouteSeen.newBuilder()
                .setDestination(ip)
                .setInterface$(link)
                .setFormerInterface(fields.optional("from").orElse(null))
                .build();
        sees(line, world, ROUTES, fields.choice("is", WORDS, "added"), record -> record.setRoute(route));
    }
}
