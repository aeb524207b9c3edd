/* Licensed under Apache-2.0. */
/**
 * What this node has begun and ended, kept over restarts. A command that is in the journal is never acted on again, and one that was
 * begun and not ended is only looked at.
 */
@NullMarked
package io.flowmend.remediation.journal;

import org.jspecify.annotations.NullMarked;
