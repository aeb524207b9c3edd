/* Licensed under Apache-2.0. */
/**
 * The steps of the pipeline, each a type of its own, in the order of the design, section 7. Gates look at the command once, truths at the
 * node right before the act, guards at what may change at any moment (the off switch, the time). {@link Pipeline#standard} is the
 * list that the executor runs; the race harness shows what each left-out step would cost.
 */
@NullMarked
package io.flowmend.remediation.step;

import org.jspecify.annotations.NullMarked;
