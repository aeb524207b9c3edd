/* Licensed under Apache-2.0. */
/** Where the servers of one machine listen. */
@NullMarked
package io.flowmend.common.net;

import org.jspecify.annotations.NullMarked;
