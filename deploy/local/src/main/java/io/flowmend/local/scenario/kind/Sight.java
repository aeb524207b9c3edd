/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.schemas.telemetry.FlowKind;
import java.util.Map;
import java.util.TreeMap;

/** How a node came to see an entry or a socket. */
final class Sight {

    static final Map<String, FlowKind> WORDS = new TreeMap<>(Map.of(
            "created", FlowKind.CREATED,
            "updated", FlowKind.UPDATED,
            "seen", FlowKind.SEEN,
            "refreshed", FlowKind.REFRESHED,
            "destroyed", FlowKind.DESTROYED,
            "gone", FlowKind.GONE));

    static boolean isEnd(FlowKind kind) {
        return kind == FlowKind.DESTROYED || kind == FlowKind.GONE;
    }

    private Sight() {}
}
