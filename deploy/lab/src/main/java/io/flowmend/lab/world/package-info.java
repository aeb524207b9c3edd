/* Licensed under Apache-2.0. */
/**
 * The world that cases break flows in: network, API and service proxy, and what all of it needs of the machine. Nothing here
 * knows of Flowmend; with Flowmend off there is nothing else.
 */
@NullMarked
package io.flowmend.lab.world;

import org.jspecify.annotations.NullMarked;
