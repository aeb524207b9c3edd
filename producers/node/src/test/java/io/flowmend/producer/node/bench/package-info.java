/* Licensed under Apache-2.0. */
/** Load on the real kernel: how much one watcher costs and what it loses. */
@NullMarked
package io.flowmend.producer.node.bench;

import org.jspecify.annotations.NullMarked;
