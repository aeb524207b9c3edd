/* Licensed under Apache-2.0. */
/** How a process starts and ends: where its settings come from, one clear line and an exit code when it cannot. */
@NullMarked
package io.flowmend.common.cli;

import org.jspecify.annotations.NullMarked;
