/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.ServiceProxy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the node finds of its service proxy, from now on. */
final class ProxyKind extends NodeKind {

    private static final Map<String, io.flowmend.schemas.telemetry.ProxyKind> KINDS = new TreeMap<>(Map.of(
            "none", io.flowmend.schemas.telemetry.ProxyKind.NONE,
            "unknown", io.flowmend.schemas.telemetry.ProxyKind.UNKNOWN,
            "kube-proxy", io.flowmend.schemas.telemetry.ProxyKind.KUBE_PROXY));

    ProxyKind() {
        super("proxy");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var proxy = ServiceProxy.newBuilder()
                .setKind(fields.choice("kind", KINDS, "kube-proxy"))
                .setVersion(fields.optional("version").orElse(null))
                .setMode(fields.optional("mode").orElse(null))
                .setHealthy(fields.has("healthy") ? fields.flag("healthy", true) : null)
                .setLastSync(fields.time("lastSync").map(world::at).orElse(null))
                .setWhy(fields.optional("why").orElse(null));
        var syncing = fields.flag("syncing", false);
        world.node(line.node()).proxy(at -> {
            var told = ServiceProxy.newBuilder(proxy.setObservedAt(at).build());
            return Optional.of((syncing ? told.setLastSync(at) : told).build());
        });
    }
}
