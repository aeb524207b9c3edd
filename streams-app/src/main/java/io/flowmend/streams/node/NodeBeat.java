/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A heartbeat as a rule sees it.
 *
 * @param since per source: from here on it missed nothing but what is counted
 * @param lost per source: losses so far in its life
 * @param versions of components on the node; {@code os} is its operating system
 * @param ahead the node's clock ran ahead of the API's by more than the bound
 */
public record NodeBeat(
        RecordRef record,
        Map<String, Instant> since,
        Map<String, Long> lost,
        Map<String, String> versions,
        boolean ahead) {

    /** Source of HNS endpoints: only Windows has them. */
    public static final String HNS = "hns";

    public static final String FELIX = "felix";
    public static final String STATUS_FILES = "statusfiles";

    public NodeBeat {
        since = Map.copyOf(since);
        lost = Map.copyOf(lost);
        versions = Map.copyOf(versions);
    }

    public boolean isWindows() {
        return "windows".equals(versions.get("os")) || since.containsKey(HNS);
    }

    public boolean watches(String source) {
        return since.containsKey(source);
    }

    public Optional<Instant> since(String source) {
        return Optional.ofNullable(since.get(source));
    }

    public Optional<String> version(String component) {
        return Optional.ofNullable(versions.get(component));
    }
}
