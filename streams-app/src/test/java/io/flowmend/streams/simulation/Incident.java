/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import java.util.Set;

/**
 * A fault that happened.
 *
 * @param about what {@link Judge} calls it by: uid of the pod, name of the node, flow, or how many; any of them, where two are
 *     in it alike
 * @param hit all that it hit; with records lost, some of them may be all that can be told
 * @param causes any of them is right
 * @param end what became of it before the world ended
 */
record Incident(String rule, Set<String> about, Set<String> hit, Set<String> causes, End end) {

    enum End {
        /** It goes on, whatever the finding's age. */
        LASTS,
        /** Somebody mended it. */
        MENDED,
        /** It ended by itself. */
        PASSED,
        /** It ceased to be a fault though nothing was mended. */
        UNDONE,
        /** It ended one way or another, or nobody can see that it did. */
        OPEN_TO_VIEW
    }

    Incident(String rule, String about, String cause, End end) {
        this(rule, Set.of(about), Set.of(about), Set.of(cause), end);
    }
}
