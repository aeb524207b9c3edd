/* Licensed under Apache-2.0. */
/** A node of a test's own, and commands for it. */
@NullMarked
package io.flowmend.remediation.support;

import org.jspecify.annotations.NullMarked;
