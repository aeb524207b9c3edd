/* Licensed under Apache-2.0. */
/** How a long-running process works and ends: its loops, and what makes it stop. */
@NullMarked
package io.flowmend.common.process;

import org.jspecify.annotations.NullMarked;
