/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import java.time.Instant;

/**
 * One event.
 *
 * @param node empty if it happens in the cluster
 * @param fields what the line says of it
 */
public record Line(Instant at, String node, Fields fields) {}
