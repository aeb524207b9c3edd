/* Licensed under Apache-2.0. */
/**
 * Keys of commands: the planner signs with the one private key of its folder, executors trust the public keys of theirs until
 * they are revoked. Files are read at every question, so that a key that was revoked a moment ago is already refused.
 */
@NullMarked
package io.flowmend.common.keys;

import org.jspecify.annotations.NullMarked;
