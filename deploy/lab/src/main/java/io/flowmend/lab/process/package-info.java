/* Licensed under Apache-2.0. */
/**
 * Programs of the lab: short ones run to their end, long ones that end with this process however that ends, and waits that are
 * bounded and say what they waited for.
 */
@NullMarked
package io.flowmend.lab.process;

import org.jspecify.annotations.NullMarked;
