/* Licensed under Apache-2.0. */
/**
 * Settings of the executor, all under {@code executor.}.
 */
@NullMarked
package io.flowmend.remediation.config;

import org.jspecify.annotations.NullMarked;
