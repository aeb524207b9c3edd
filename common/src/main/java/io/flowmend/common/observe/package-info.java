/* Licensed under Apache-2.0. */
/** Health, readiness and Prometheus metrics on one port; the dictionary of log keys. */
@NullMarked
package io.flowmend.common.observe;

import org.jspecify.annotations.NullMarked;
