/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

import java.util.Optional;

/**
 * A backend that is ready.
 *
 * @param node where it runs, if its slice says so
 */
public record ReadyBackend(String ip, Optional<String> node) {}
