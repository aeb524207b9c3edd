/* Licensed under Apache-2.0. */
/** Network namespaces and reference tools for tests on the real kernel. */
@NullMarked
package io.flowmend.kernel.support;

import org.jspecify.annotations.NullMarked;
