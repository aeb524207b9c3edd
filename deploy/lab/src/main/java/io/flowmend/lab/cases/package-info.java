/* Licensed under Apache-2.0. */
/**
 * The faults that Flowmend mends, each broken for real and watched from outside: by who receives what, and by which error an
 * application gets. A {@link io.flowmend.lab.cases.Case} deletes no entry and no socket; without help its flow stays broken for
 * as long as anybody looks.
 */
@NullMarked
package io.flowmend.lab.cases;

import org.jspecify.annotations.NullMarked;
