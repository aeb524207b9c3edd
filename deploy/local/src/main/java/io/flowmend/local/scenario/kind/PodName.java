/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A pod as lines about a node name it: {@code default/web-0}, or {@code web-0} of the default namespace. */
record PodName(String namespace, String name) {

    private static final String PREFIX = "cali";
    private static final int DIGITS = 11;

    static Optional<PodName> of(Fields fields) {
        return fields.optional("pod").map(PodName::parse);
    }

    static PodName needed(Fields fields) {
        return parse(fields.text("pod"));
    }

    private static PodName parse(String text) {
        var slash = text.indexOf('/');
        return slash < 0
                ? new PodName(ClusterKind.NAMESPACE, text)
                : new PodName(text.substring(0, slash), text.substring(slash + 1));
    }

    Workload workload() {
        return Workload.newBuilder().setNamespace(namespace).setPod(name).build();
    }

    /** Calico's name of the host's side of its interface. */
    String link() {
        try {
            var digest = MessageDigest.getInstance("SHA-1")
                    .digest((namespace + "." + name).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }

    /** The one that it has in the API, if any. */
    Optional<String> address(World world) {
        return PodKind.last(world, namespace, name).map(PodKind.Known::ip);
    }

    /** {@code ips}, else {@code ip}, else what a pod of this name has in the API. */
    static List<String> addresses(Fields fields, Optional<PodName> pod, World world) {
        var several = fields.texts("ips");
        var one = fields.optional("ip").or(() -> pod.flatMap(name -> name.address(world)));
        return several.isEmpty() ? one.map(List::of).orElse(List.of()) : several;
    }
}
