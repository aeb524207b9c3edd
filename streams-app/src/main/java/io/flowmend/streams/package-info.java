/* Licensed under Apache-2.0. */
/**
 * The topology as a process: settings, start, stop.
 */
@NullMarked
package io.flowmend.streams;

import org.jspecify.annotations.NullMarked;
