/* Licensed under Apache-2.0. */
/** The executor with a real broker, real keys and a real node: what it does to the kernel, and what nobody can make it do. */
@NullMarked
package io.flowmend.it.mend;

import org.jspecify.annotations.NullMarked;
