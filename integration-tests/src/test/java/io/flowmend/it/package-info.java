/* Licensed under Apache-2.0. */
/** Tests that may see every module. */
@NullMarked
package io.flowmend.it;

import org.jspecify.annotations.NullMarked;
