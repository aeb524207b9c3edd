/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod.
 *
 * @param os of its node, as far as the pod says
 * @param annotations those that a CNI writes about addresses
 */
public record PodFacts(
        Identity identity,
        Instant createdAt,
        @Nullable Instant deletionTimestamp,
        Map<String, String> labels,
        @Nullable String nodeName,
        String phase,
        List<String> podIps,
        List<String> hostIps,
        boolean hostNetwork,
        @Nullable String os,
        List<Condition> conditions,
        Map<String, String> annotations,
        @Nullable Instant startedAt)
        implements Facts {

    public PodFacts {
        labels = Map.copyOf(labels);
        podIps = List.copyOf(podIps);
        hostIps = List.copyOf(hostIps);
        conditions = List.copyOf(conditions);
        annotations = Map.copyOf(annotations);
    }

    /** One condition, with its reason but not its message: that is prose. */
    public record Condition(
            String type,
            String status,
            @Nullable String reason,
            @Nullable Instant lastTransitionTime) {}

    @Override
    public String path() {
        return identity.namespace() + "/" + identity.name() + "/" + identity.uid();
    }
}
