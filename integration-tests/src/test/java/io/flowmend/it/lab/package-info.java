/* Licensed under Apache-2.0. */
/** Runs the lab's cases as its command line does: what Flowmend promises to mend, it mends. */
@NullMarked
package io.flowmend.it.lab;

import org.jspecify.annotations.NullMarked;
