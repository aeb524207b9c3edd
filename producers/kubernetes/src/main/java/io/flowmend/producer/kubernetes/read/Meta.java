/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.flowmend.producer.kubernetes.change.Identity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all objects share, and the ways in which the client says "absent". */
final class Meta {

    static Identity identity(HasMetadata object) {
        var meta = object.getMetadata();
        return new Identity(orEmpty(meta.getNamespace()), orEmpty(meta.getName()), orEmpty(meta.getUid()));
    }

    /** An object of the API always has it; a missing one reads as the epoch rather than stopping the watch. */
    static Instant createdAt(HasMetadata object) {
        return Objects.requireNonNullElse(time(object.getMetadata().getCreationTimestamp()), Instant.EPOCH);
    }

    static @Nullable Instant deletionTimestamp(HasMetadata object) {
        return time(object.getMetadata().getDeletionTimestamp());
    }

    static Map<String, String> labels(HasMetadata object) {
        return map(object.getMetadata().getLabels());
    }

    static Map<String, String> annotations(HasMetadata object, Predicate<String> carried) {
        return map(object.getMetadata().getAnnotations()).entrySet().stream()
                .filter(entry -> carried.test(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Null also for what is no time: annotations are written by anybody. */
    static @Nullable Instant time(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(written).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static String or(@Nullable String text, String fallback) {
        return text == null || text.isEmpty() ? fallback : text;
    }

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Without entries whose value is absent. */
    static Map<String, String> map(@Nullable Map<String, String> map) {
        return map == null
                ? Map.of()
                : map.entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Meta() {}
}
