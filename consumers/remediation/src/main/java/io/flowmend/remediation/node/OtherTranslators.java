/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.address.ServiceAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What translates beside nftables and is not read: rules of iptables-legacy, and IPVS. Where one of them is in use, what
 * nftables says is not the whole truth.
 *
 * @param network {@code /proc/thread-self/net}: as the calling thread's network namespace has it
 */
record OtherTranslators(Path network) {

    OtherTranslators() {
        this(Path.of("/proc/thread-self/net"));
    }

    /** The answer, unless something else may have a say. */
    NatAnswer correct(ServiceAddress address, NatAnswer answer) {
        return inUse(address).<NatAnswer>map(NatAnswer.NotUnderstood::new).orElse(answer);
    }

    private Optional<String> inUse(ServiceAddress address) {
        var names = address.ip().isV4() ? "ip_tables_names" : "ip6_tables_names";
        try {
            if (hasLine(names, "nat"::equals)) {
                return Optional.of("table nat of iptables-legacy is in use, which is not read");
            }
            return hasLine("ip_vs", OtherTranslators::isService)
                    ? Optional.of("IPVS has services, which are not read")
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("whether iptables-legacy or IPVS is in use cannot be read; that takes user 0 or"
                    + " CAP_DAC_READ_SEARCH: " + unreadable.getMessage());
        }
    }

    private static boolean isService(String line) {
        return line.startsWith("TCP ")
                || line.startsWith("UDP ")
                || line.startsWith("SCTP ")
                || line.startsWith("FWM ");
    }

    private boolean hasLine(String file, Predicate<String> wanted) throws IOException {
        var path = network.resolve(file);
        if (!Files.exists(path)) {
            return false;
        }
        try (var lines = Files.newBufferedReader(path)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (wanted.test(line)) {
                    return true;
                }
            }
            return false;
        }
    }
}
