/* Licensed under Apache-2.0. */
/** Between facts and Avro: the only package of this module that sees generated classes. */
@NullMarked
package io.flowmend.producer.node.codec;

import org.jspecify.annotations.NullMarked;
