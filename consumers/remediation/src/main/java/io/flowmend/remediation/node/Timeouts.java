/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.address.ServiceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Lives of conntrack entries as the calling thread's network namespace has them set. */
final class Timeouts {

    private static final Path SETTINGS = Path.of("/proc/sys/net/netfilter");

    static Duration unreplied(int protocol) {
        var file = SETTINGS.resolve(
                switch (protocol) {
                    case ServiceAddress.UDP -> "nf_conntrack_udp_timeout";
                    case ServiceAddress.TCP -> "nf_conntrack_tcp_timeout_syn_sent";
                    case ServiceAddress.SCTP -> "nf_conntrack_sctp_timeout_cookie_wait";
                    default -> "nf_conntrack_generic_timeout";
                });
        try {
            return Duration.ofSeconds(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Timeouts() {}
}
