/* Licensed under Apache-2.0. */
/**
 * Time as the executor trusts it: a wall clock that never goes back, and a monotone one beside it.
 */
@NullMarked
package io.flowmend.remediation.clock;

import org.jspecify.annotations.NullMarked;
