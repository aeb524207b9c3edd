/* Licensed under Apache-2.0. */
/**
 * Decides which findings are mended, when, and says why.
 *
 * <p>Rules tell every step of a finding, and set its remedy while it is time to act. {@link
 * io.flowmend.streams.planner.PlanRule} makes one decision per step: command it, say what it would have commanded, wait,
 * ask a person, or never. Results of the executors and words of people come back to the same case. The planner alone
 * writes MENDING, RESOLVED and REFUSED.
 *
 * <p>A finding's own records decide in their order and by their own times. Budgets, the circuit breaker and the window
 * protect the cluster as a whole and, live, are judged on arrival ({@link io.flowmend.streams.planner.Protections}). Two
 * replays give the same commands; a live run and its replay need not (docs/adr/0012-planner.md, 0018).
 *
 * <p>Nothing here reads a clock. Time comes with findings, results and approvals, and from the API's marks. Whoever calls the
 * live planner says what the present is.
 */
@NullMarked
package io.flowmend.streams.planner;

import org.jspecify.annotations.NullMarked;
