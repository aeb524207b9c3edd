/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.finding.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for times, durations and subjects; the same in the table and in the long form. */
final class Wording {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    static boolean isOver(FindingState state) {
        return switch (state) {
            case OPEN, MENDING -> false;
            case RESOLVED, HEALED_BY_OTHERS, EXPIRED, REFUSED, WITHDRAWN -> true;
        };
    }

    /** What it is about, in a few words. */
    static String subject(Finding finding) {
        var subject = finding.getSubject();
        var what = firstOf(subject.getFlow(), subject.getAddress(), subject.getPodUid(), subject.getNode());
        var service = subject.getServiceName() == null
                ? ""
                : " (" + subject.getServiceNamespace() + "/" + subject.getServiceName() + ")";
        return what + service;
    }

    /** Every part of a subject that is known, by name. */
    static Map<String, String> parts(Subject subject) {
        var parts = new LinkedHashMap<String, String>();
        put(parts, "node", subject.getNode());
        put(
                parts,
                "service",
                subject.getServiceName() == null
                        ? null
                        : subject.getServiceNamespace() + "/" + subject.getServiceName());
        put(parts, "service uid", subject.getServiceUid());
        put(parts, "pod uid", subject.getPodUid());
        put(parts, "address", subject.getAddress());
        put(parts, "flow", subject.getFlow());
        put(parts, "zone", subject.getZone() == null ? null : subject.getZone().toString());
        return parts;
    }

    private static void put(Map<String, String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.put(name, value);
        }
    }

    private static String firstOf(@Nullable String... candidates) {
        for (var candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return "?";
    }

    private Wording() {}
}
