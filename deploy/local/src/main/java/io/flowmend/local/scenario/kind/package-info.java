/* Licensed under Apache-2.0. */
/** The vocabulary of scenarios, one class a kind of event; {@link io.flowmend.local.scenario.kind.Kinds} lists them. */
@NullMarked
package io.flowmend.local.scenario.kind;

import org.jspecify.annotations.NullMarked;
