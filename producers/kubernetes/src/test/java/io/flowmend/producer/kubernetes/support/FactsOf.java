/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.support;

import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.producer.kubernetes.change.SliceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Facts that tests begin with. */
public final class FactsOf {

    public static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

    public static ServiceFacts service(String name, String uid, Map<String, String> labels) {
        return new ServiceFacts(
                new Identity("default", name, uid),
                CREATED,
                null,
                labels,
                "ClusterIP",
                List.of("10.96.0.7"),
                List.of(),
                List.of(),
                List.of(new ServiceFacts.Port("", "UDP", 162, 0)),
                "Cluster",
                "Cluster",
                "None",
                null,
                Map.of());
    }

    public static SliceFacts slice(String name, String uid) {
        return new SliceFacts(
                new Identity("default", name, uid), CREATED, null, Map.of(), "s", "IPv4", List.of(), List.of(), null);
    }

    private FactsOf() {}
}
