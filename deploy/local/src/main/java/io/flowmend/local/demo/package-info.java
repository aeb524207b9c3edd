/* Licensed under Apache-2.0. */
/**
 * A scenario and what must come of it: an incident and its look-alikes, played through the whole running pipeline.
 *
 * <p>A scenario is a folder with {@code in.jsonl} in the words of {@code docs/scenarios.md}, {@code expected.jsonl}, and
 * {@code node.jsonl} if a node is to be mended: its executor asks that file instead of a kernel, and stops before the act.
 */
@NullMarked
package io.flowmend.local.demo;

import org.jspecify.annotations.NullMarked;
