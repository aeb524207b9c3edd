/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Where two that should be equal part. */
final class Changes {

    private static final int CONTEXT = 200;

    static Optional<String> first(Map<String, List<String>> told, Map<String, List<String>> again) {
        var ids = new HashSet<>(told.keySet());
        ids.addAll(again.keySet());
        return ids.stream()
                .filter(id -> !Objects.equals(told.get(id), again.get(id)))
                .sorted()
                .findFirst()
                .map(id -> parted(String.valueOf(told.get(id)), String.valueOf(again.get(id))));
    }

    /** From shortly before they part. */
    private static String parted(String one, String other) {
        var from = 0;
        while (from < Math.min(one.length(), other.length()) && one.charAt(from) == other.charAt(from)) {
            from++;
        }
        var start = Math.max(0, from - CONTEXT);
        return "\n  " + one.substring(0, Math.min(CONTEXT, one.length())) + "\n  .. "
                + one.substring(start, Math.min(one.length(), from + CONTEXT)) + "\n  became\n  .. "
                + other.substring(Math.min(start, other.length()), Math.min(other.length(), from + CONTEXT));
    }

    private Changes() {}
}
