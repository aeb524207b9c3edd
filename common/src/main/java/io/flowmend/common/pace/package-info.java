/* Licensed under Apache-2.0. */
/** How often something may happen. */
@NullMarked
package io.flowmend.common.pace;

import org.jspecify.annotations.NullMarked;
