/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import java.util.regex.Pattern;

/** Name of a service from the key of its records, {@code cluster/namespace/name/uid}. */
final class ServiceName {

    private static final Pattern SLASH = Pattern.compile("/");

    /** As {@code namespace/name}; the key itself if it is of another shape. */
    static String of(String key) {
        var parts = SLASH.split(key, -1);
        return parts.length == 4 ? parts[1] + "/" + parts[2] : key;
    }

    private ServiceName() {}
}
