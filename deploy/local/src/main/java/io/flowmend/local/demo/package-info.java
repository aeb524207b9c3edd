/* Licensed under Apache-2.0. */
/**
 * A scenario and what must come of it: an incident and its look-alikes, played through the whole running pipeline.
 *
 * <p>A scenario is a folder with {@code in.jsonl}, a recording that a person can edit, and {@code expected.jsonl}.
 */
@NullMarked
package io.flowmend.local.demo;

import org.jspecify.annotations.NullMarked;
