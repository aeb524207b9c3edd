/* Licensed under Apache-2.0. */
/** What came of a replay: one object for each finding, command and harmless fact, to print, to compare with what was expected, and
 * to compare with what other settings give. */
@NullMarked
package io.flowmend.local.outcome;

import org.jspecify.annotations.NullMarked;
