/* Licensed under Apache-2.0. */
/** What a lab needs of the machine. */
@NullMarked
package io.flowmend.lab.world;

import org.jspecify.annotations.NullMarked;
