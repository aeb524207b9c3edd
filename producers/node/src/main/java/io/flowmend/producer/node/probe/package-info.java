/* Licensed under Apache-2.0. */
/** What can be learnt from this kernel, by one package per source; {@link NodeCapabilities} says what cannot and why. */
@NullMarked
package io.flowmend.producer.node.probe;

import org.jspecify.annotations.NullMarked;
