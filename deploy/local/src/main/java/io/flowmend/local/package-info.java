/* Licensed under Apache-2.0. */
/** Everything on a laptop: the command line and the wiring of the local platform. */
@NullMarked
package io.flowmend.local;

import org.jspecify.annotations.NullMarked;
