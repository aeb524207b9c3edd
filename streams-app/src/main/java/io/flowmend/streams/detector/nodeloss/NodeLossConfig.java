/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import java.time.Duration;

/**
 * Windows and thresholds (field guide, section 5B).
 *
 * @param skewBound how far the clocks of two nodes, or of a node and the API, may differ
 * @param hold how long routers may go on sending to the lost node: kube-router's BGP hold time, 90 s
 * @param rto how long a client may then wait before it sends again: at most 2 min
 * @param rowMemory how long a connection that was seen says something: IPVS's timeout of ESTABLISHED, 15 min
 * @param confirm how long after a reset the loss of the node must show: the API's grace is 40 to 50 s
 * @param clients so many distinct client addresses within the window make it certain
 * @param window in which they count together: 1 min
 * @param listed so many clients are listed with their records
 */
public record NodeLossConfig(
        Duration skewBound,
        Duration hold,
        Duration rto,
        Duration rowMemory,
        Duration confirm,
        int clients,
        Duration window,
        int listed) {

    /** How far back the rule asks what was known of a node. */
    public Duration memory() {
        return rowMemory.plus(hold).plus(rto).plus(confirm);
    }
}
