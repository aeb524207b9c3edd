/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A namespace, as far as its owner speaks to Flowmend.
 *
 * @param annotations of flowmend.io only
 */
public record NamespaceFacts(
        Identity identity, Instant createdAt, @Nullable Instant deletionTimestamp, Map<String, String> annotations)
        implements Facts {

    public NamespaceFacts {
        annotations = Map.copyOf(annotations);
    }

    /** None are read. */
    @Override
    public Map<String, String> labels() {
        return Map.of();
    }

    @Override
    public String path() {
        return identity.name();
    }
}
