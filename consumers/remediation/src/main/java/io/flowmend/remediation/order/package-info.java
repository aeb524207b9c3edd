/* Licensed under Apache-2.0. */
/**
 * A command as values: what it wants, from whom, until when; and the ways in which one is refused. Nothing here reads or acts.
 */
@NullMarked
package io.flowmend.remediation.order;

import org.jspecify.annotations.NullMarked;
