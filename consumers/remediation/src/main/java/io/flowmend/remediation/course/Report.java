/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.remediation.order.Order;
import io.flowmend.remediation.order.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a command, for the results topic.
 *
 * @param dryRun by the command's mode or this node's
 * @param at when it was written, by the node's clock
 * @param receivedAt when the command became readable here; empty if in an earlier life
 * @param actedAt when the first act was done
 * @param took from reading the command to this
 * @param refusal why the command as a whole was refused
 * @param ports netlink ports from which it was acted, or is about to be
 */
public record Report(
        Order order,
        Status status,
        boolean dryRun,
        String reason,
        Instant at,
        Optional<Instant> receivedAt,
        Optional<Instant> actedAt,
        Duration took,
        Optional<Refusal> refusal,
        List<Long> ports,
        List<ItemReport> items) {

    public Report {
        ports = List.copyOf(ports);
        items = List.copyOf(items);
    }
}
