/* Licensed under Apache-2.0. */
/** Reading topics of a running platform from their beginning to the end they have now. */
@NullMarked
package io.flowmend.local.read;

import org.jspecify.annotations.NullMarked;
