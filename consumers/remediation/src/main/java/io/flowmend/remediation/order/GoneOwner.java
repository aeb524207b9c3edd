/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

import io.flowmend.kernel.address.Ip;
import java.time.Instant;

/**
 * The pod whose address the flow still goes to.
 *
 * @param uid of the pod that had the address when the flow was made
 * @param since when its ownership ended, by the API's record
 */
public record GoneOwner(Ip address, String uid, Instant since) {}
