/* Licensed under Apache-2.0. */
/** Settings of the node producer, read from a map so that no test touches the environment. */
@NullMarked
package io.flowmend.producer.node.config;

import org.jspecify.annotations.NullMarked;
