/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import java.nio.file.Path;

/**
 * How to start a platform.
 *
 * @param registryHome where the registry's program is
 * @param port of the broker; 0 takes a free one
 * @param registryPort 0 takes a free one
 */
public record PlatformSettings(Path registryHome, int port, int registryPort, TopicSetup topics) {}
