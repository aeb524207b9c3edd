/* Licensed under Apache-2.0. */
package io.flowmend.remediation.owner;

import io.flowmend.kernel.address.Ip;
import java.time.Instant;

/** Who owns addresses, by this node's own reading. */
@FunctionalInterface
public interface Owners {

    /**
     * Whether the pod owns the address now.
     *
     * @param since the ending of its ownership that was claimed: a view that has not come so far cannot say no
     */
    Ownership owns(String uid, Ip address, Instant since);
}
