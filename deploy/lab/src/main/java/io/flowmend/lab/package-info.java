/* Licensed under Apache-2.0. */
/**
 * {@code ./flowmend lab}: breaks flows for real on this machine, in network namespaces, lets Flowmend mend them or nobody, and
 * tells how long that took, as those see it who send and receive.
 */
@NullMarked
package io.flowmend.lab;

import org.jspecify.annotations.NullMarked;
