/* Licensed under Apache-2.0. */
/** Settings of every process: typed, checked all at once, documented from the code. */
@NullMarked
package io.flowmend.common.config;

import org.jspecify.annotations.NullMarked;
