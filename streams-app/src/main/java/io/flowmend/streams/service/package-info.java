/* Licensed under Apache-2.0. */
/**
 * Joins Services and their EndpointSlices to what each service address is worth to a client: does a node NAT it, and is there a backend.
 */
@NullMarked
package io.flowmend.streams.service;

import org.jspecify.annotations.NullMarked;
