/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a canary is known: a label that all have, and the stamp of its last patch. */
public final class CanarySign {

    /** {@code flowmend.io/canary=true} on every canary that was created for it. */
    public static final String LABEL = "flowmend.io/canary";

    /** When the patch was sent, in microseconds since 1970. */
    public static final String STAMP = "flowmend.io/canary-stamp";

    /** Somebody's canary: nothing that a reader of the topics should see. */
    public static boolean on(HasMetadata object) {
        return "true".equals(get(object.getMetadata().getLabels(), LABEL));
    }

    public static Optional<Instant> stamp(HasMetadata object) {
        return Optional.ofNullable(get(object.getMetadata().getAnnotations(), STAMP))
                .filter(written -> written.matches("\\d{1,18}"))
                .map(written -> Instant.EPOCH.plus(Long.parseLong(written), ChronoUnit.MICROS));
    }

    static String write(Instant stamp) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, stamp));
    }

    private static @Nullable String get(@Nullable Map<String, String> map, String key) {
        return map == null ? null : map.get(key);
    }

    private CanarySign() {}
}
