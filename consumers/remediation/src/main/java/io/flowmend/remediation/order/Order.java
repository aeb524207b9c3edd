/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

import java.time.Duration;
import java.time.Instant;

/**
 * A command, decoded and not yet believed.
 *
 * @param dryRun everything but the act is wanted
 * @param image the command as the journal keeps it; {@code Orders.read} makes it an order again
 */
public record Order(
        String id,
        String findingId,
        int attempt,
        String cluster,
        String node,
        boolean dryRun,
        Instant issuedAt,
        Instant expiresAt,
        Task task,
        Seal seal,
        String image) {

    public Duration life() {
        return Duration.between(issuedAt, expiresAt);
    }
}
