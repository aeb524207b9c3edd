/* Licensed under Apache-2.0. */
/**
 * The readable scenario form: a few lines with relative times, and the compiler that makes of them every record that producers
 * would have written. {@code docs/scenarios.md} has the vocabulary; each word of it is a class of {@code scenario.kind}.
 */
@NullMarked
package io.flowmend.local.scenario;

import org.jspecify.annotations.NullMarked;
