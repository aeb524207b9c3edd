/* Licensed under Apache-2.0. */
/** What {@code up} attaches to its platform: topology and producers, each behind one small interface. */
@NullMarked
package io.flowmend.local.part;

import org.jspecify.annotations.NullMarked;
