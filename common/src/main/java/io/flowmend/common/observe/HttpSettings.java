/* Licensed under Apache-2.0. */
package io.flowmend.common.observe;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;

/**
 * Where health, readiness and metrics are served.
 *
 * @param port 0 takes a free one
 */
public record HttpSettings(String host, int port) {

    public static HttpSettings from(Settings settings) {
        return new HttpSettings(
                settings.text("http.host", "127.0.0.1", Check.notBlank(), "Address that health and metrics listen on."),
                settings.integer(
                        "http.port",
                        0,
                        Check.between(0, 65535),
                        "Port of /health, /ready and /metrics; 0 takes a free one."));
    }
}
