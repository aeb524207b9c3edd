/* Licensed under Apache-2.0. */
/**
 * Detects what makes Flowmend blind on a node: the node says nothing, one of its sources lost something, or its clock runs
 * ahead of the API's by more than the bound. While it is so, no other rule concludes an absence there: the ordering core
 * calls that time unknown; this detector is what says so to people.
 *
 * <p>The clock is event time: silence is measured by the marks of the API, so one dead node is noticed without a clock.
 */
@NullMarked
package io.flowmend.streams.detector.telemetry;

import org.jspecify.annotations.NullMarked;
