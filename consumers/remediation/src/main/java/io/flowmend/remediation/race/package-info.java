/* Licensed under Apache-2.0. */
/**
 * Races between a command and a world that changes under it. {@link RaceHarness} runs the real pipeline above a simulated node; a
 * judge that knows the truth at the moment of each act says whether its effect was wrong. Every run is told by its seed.
 */
@NullMarked
package io.flowmend.remediation.race;

import org.jspecify.annotations.NullMarked;
