/* Licensed under Apache-2.0. */
/**
 * Measures on this machine: the topology beside a pass-through of the same input, and the node producer alone under load
 * of the real kernel. Prints figures and judges none; only what must come out (findings, counts) is held to.
 */
@NullMarked
package io.flowmend.local.bench;

import org.jspecify.annotations.NullMarked;
