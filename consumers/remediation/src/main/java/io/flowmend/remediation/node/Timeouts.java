/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.address.ServiceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Lives of conntrack entries as the calling thread's network namespace has them set. */
final class Timeouts {

    private static final Path SETTINGS = Path.of("/proc/sys/net/netfilter");

    private static final int LONGEST = 32;

    static Duration unreplied(int protocol) {
        var file = SETTINGS.resolve(
                switch (protocol) {
                    case ServiceAddress.UDP -> "nf_conntrack_udp_timeout";
                    case ServiceAddress.TCP -> "nf_conntrack_tcp_timeout_syn_sent";
                    case ServiceAddress.SCTP -> "nf_conntrack_sctp_timeout_cookie_wait";
                    default -> "nf_conntrack_generic_timeout";
                });
        // A setting is handed out in one piece or not at all: what is asked for octet by octet ends after the first.
        var octets = new byte[LONGEST];
        try (var setting = Files.newInputStream(file)) {
            var length = setting.read(octets);
            var text = new String(octets, 0, Math.max(0, length), StandardCharsets.US_ASCII);
            return Duration.ofSeconds(Long.parseLong(text.strip()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Timeouts() {}
}
