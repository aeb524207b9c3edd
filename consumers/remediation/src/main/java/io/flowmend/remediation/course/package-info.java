/* Licensed under Apache-2.0. */
/**
 * One command from its receipt to its report. A course never blocks for what may still come true: it is advanced again, so that a
 * command that waits for its rule holds up no other. One thread owns all of it: courses, {@code Hands}, journal.
 */
@NullMarked
package io.flowmend.remediation.course;

import org.jspecify.annotations.NullMarked;
