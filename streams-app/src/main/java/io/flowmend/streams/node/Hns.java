/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import java.util.List;
import java.util.Optional;

/**
 * An endpoint of the Host Network Service (field guide, section 7.1).
 *
 * @param id lower case
 * @param remote stands for a pod elsewhere
 * @param state 1 created, 2 attached, 3 attached and shared, 4 detached, 5 degraded, 6 destroyed
 * @param attached whether a container is attached, if the source tells
 */
public record Hns(
        String id,
        String name,
        String network,
        String type,
        boolean remote,
        int state,
        Optional<Boolean> attached,
        List<String> addresses) {

    private static final int ATTACHED = 2;
    private static final int ATTACHED_SHARED = 3;

    public Hns {
        addresses = List.copyOf(addresses);
    }

    /** A container is attached. Without one a local endpoint is leaked, or about to be used (field guide, section 3.3). */
    public boolean isAttached() {
        return attached.orElse(state == ATTACHED || state == ATTACHED_SHARED);
    }
}
