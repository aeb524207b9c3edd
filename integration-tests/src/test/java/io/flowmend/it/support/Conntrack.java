/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The connections that one namespace tracks, read and deleted with the reference tool. */
public record Conntrack(NetworkNamespace namespace) {

    /** All of UDP and TCP, of both families and in every zone. */
    public List<ConntrackEntry> list() {
        return Stream.of("ipv4", "ipv6").flatMap(this::list).toList();
    }

    /** Those that were made by asking this address. */
    public List<ConntrackEntry> towards(ServiceAddress service) {
        return list().stream().filter(entry -> entry.asks(service)).toList();
    }

    /** The one that this client port made by asking this address. */
    public Optional<ConntrackEntry> towards(ServiceAddress service, int sourcePort) {
        return towards(service).stream()
                .filter(entry -> entry.original().source().getPort() == sourcePort)
                .findFirst();
    }

    /** Whether it was there: an entry can expire on its own. */
    public boolean delete(ConntrackEntry entry) {
        var result = namespace
                .command(
                        "conntrack",
                        "-D",
                        "-f",
                        ServiceAddress.Family.of(entry.original().source().getAddress()) == ServiceAddress.Family.IPV6
                                ? "ipv6"
                                : "ipv4",
                        "-p",
                        entry.transport().lowercase(),
                        "--orig-src",
                        entry.original().source().getAddress().getHostAddress(),
                        "--orig-dst",
                        entry.original().destination().getAddress().getHostAddress(),
                        "--sport",
                        Integer.toString(entry.original().source().getPort()),
                        "--dport",
                        Integer.toString(entry.original().destination().getPort()),
                        "--zone",
                        Integer.toString(entry.zone()))
                .attempt();
        if (result.exit() != 0 && !result.complaint().contains(" 0 flow entries have been deleted")) {
            throw new IllegalStateException("conntrack -D: " + result.complaint());
        }
        return result.exit() == 0;
    }

    /** How many entries towards this address went. */
    public int deleteTowards(ServiceAddress service) {
        return (int) towards(service).stream().filter(this::delete).count();
    }

    private Stream<ConntrackEntry> list(String family) {
        var lines = namespace
                .command("conntrack", "-L", "-f", family, "-o", "id,extended")
                .run();
        return lines.lines().flatMap(line -> ConntrackEntry.parse(line).stream());
    }
}
