/* Licensed under Apache-2.0. */
/** The contract between the processes: topic catalogue, Avro schemas and serdes. Depends on nothing of ours. */
@NullMarked
package io.flowmend.schemas;

import org.jspecify.annotations.NullMarked;
