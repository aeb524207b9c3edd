/* Licensed under Apache-2.0. */
/** End to end, one class per detector: kernel, API server, broker and registry are real. */
@NullMarked
package io.flowmend.it.pipeline;

import org.jspecify.annotations.NullMarked;
