/* Licensed under Apache-2.0. */
package io.flowmend.remediation.owner;

import io.flowmend.kernel.address.Ip;
import java.util.Set;

/** What one record says of a pod's addresses. */
public sealed interface Holding {

    String uid();

    /** It owns these; none if it has none yet, or if a record forgot them, which is no release (field guide, section 1.2). */
    record Owns(String uid, Set<Ip> addresses) implements Holding {
        public Owns {
            addresses = Set.copyOf(addresses);
        }
    }

    /** It owns nothing any more, or never owned anything of its own. */
    record Ended(String uid) implements Holding {}
}
