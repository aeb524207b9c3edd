/* Licensed under Apache-2.0. */
/** The findings of a running platform, for a person at three in the morning and for scripts. */
@NullMarked
package io.flowmend.local.findings;

import org.jspecify.annotations.NullMarked;
