/* Licensed under Apache-2.0. */
/** The commands of {@code flowmend}: arguments in, lines and an exit code out; the work is done elsewhere. */
@NullMarked
package io.flowmend.local.cli;

import org.jspecify.annotations.NullMarked;
