/* Licensed under Apache-2.0. */
/**
 * Pages of the documentation that are printed from the code.
 *
 * <p>{@link io.flowmend.local.pages.MetricsPage} lets every component say each of its meters once and prints what a scrape
 * then shows; {@link io.flowmend.local.pages.MeterAdvice} says what a person does when one moves. A test compares the page
 * in {@code docs/} with the printed one and fails on a meter without advice.
 */
@NullMarked
package io.flowmend.local.pages;

import org.jspecify.annotations.NullMarked;
