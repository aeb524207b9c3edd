/* Licensed under Apache-2.0. */
/**
 * What the end-to-end tests stand on beside the lab ({@code deploy/lab}): a platform of their own, records made by hand, and
 * proofs that the lab breaks what it says it breaks.
 *
 * <p>What a test needs and this machine may lack is asked of {@link io.flowmend.it.support.Requirements}.
 */
@NullMarked
package io.flowmend.it.support;

import org.jspecify.annotations.NullMarked;
