/* Licensed under Apache-2.0. */
/**
 * The catalogue of known issues: data, one row per issue, read once. Detectors, planner and findings ask it whether a
 * component's version has an issue; whatever it does not know it says so.
 */
@NullMarked
package io.flowmend.streams.knownissue;

import org.jspecify.annotations.NullMarked;
