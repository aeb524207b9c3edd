/* Licensed under Apache-2.0. */
/** What is told of runs, to people and to programs. */
@NullMarked
package io.flowmend.lab.report;

import org.jspecify.annotations.NullMarked;
