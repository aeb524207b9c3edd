/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Duration;
import java.util.Optional;

/**
 * How much the planner may do.
 *
 * @param commandLife from issue to expiry
 * @param resultGrace how long after expiry a result may come; then the command counts as unanswered
 * @param attempts commands for one set of targets, the first included
 * @param nodeBudget commands a minute to one node; also the others, per service and cluster
 * @param breakerServices more services than these with a new actionable finding within a minute stop mode {@code auto}
 * @param breakerQuiet without a further one for this long, it goes on
 * @param memory how long an ended case is remembered
 */
public record PlannerConfig(
        Modes modes,
        Duration commandLife,
        Duration resultGrace,
        int attempts,
        int nodeBudget,
        int serviceBudget,
        int clusterBudget,
        Optional<Window> window,
        int breakerServices,
        Duration breakerQuiet,
        Duration memory) {}
