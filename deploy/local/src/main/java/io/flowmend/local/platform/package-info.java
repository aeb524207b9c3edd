/* Licensed under Apache-2.0. */
/**
 * Broker and registry of one laptop, with nothing installed but a JDK.
 *
 * <p>The broker runs in this process (KRaft, one node), the registry is a child process. Both keep their data in one
 * {@link io.flowmend.local.platform.StateFolder}, which one platform at a time may use. A kill -9 may come at any moment:
 * what was acknowledged is in the page cache of the broker's log or synced by the registry's database, the lock goes with
 * the process, and a child that outlived its parent is ended by the next start.
 */
@NullMarked
package io.flowmend.local.platform;

import org.jspecify.annotations.NullMarked;
