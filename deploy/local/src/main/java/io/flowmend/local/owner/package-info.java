/* Licensed under Apache-2.0. */
/** Who owned an address when, asked of the pods topic by the rules that the detectors use. */
@NullMarked
package io.flowmend.local.owner;

import org.jspecify.annotations.NullMarked;
