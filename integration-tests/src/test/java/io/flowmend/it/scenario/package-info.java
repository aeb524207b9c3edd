/* Licensed under Apache-2.0. */
/** Every scenario of the test resources, through the whole topology in one thread. */
@NullMarked
package io.flowmend.it.scenario;

import org.jspecify.annotations.NullMarked;
