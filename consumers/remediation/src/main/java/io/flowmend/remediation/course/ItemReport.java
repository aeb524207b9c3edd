/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import java.util.Optional;

/**
 * One target of a report.
 *
 * @param before what was read right before; empty if nothing was
 * @param after what the second observation showed
 */
public record ItemReport(String target, Outcome outcome, Optional<String> before, Optional<String> after) {}
