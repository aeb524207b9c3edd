/* Licensed under Apache-2.0. */
/**
 * What a signature of a command covers. The planner signs these bytes, the executor makes them anew from what it decoded and
 * checks the signature against them, so that neither the wire format nor the registry's schema ids matter.
 */
@NullMarked
package io.flowmend.schemas.signing;

import org.jspecify.annotations.NullMarked;
