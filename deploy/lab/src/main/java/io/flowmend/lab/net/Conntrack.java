/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The connections that one namespace tracks, read with the reference tool. Nothing here changes one. */
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

    private Stream<ConntrackEntry> list(String family) {
        var lines = namespace
                .command("conntrack", "-L", "-f", family, "-o", "id,extended")
                .run();
        return lines.lines().flatMap(line -> ConntrackEntry.parse(line).stream());
    }
}
