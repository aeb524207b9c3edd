/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One connection that the kernel tracks, as {@code conntrack -o id,extended} prints it for -L and -E. */
public record ConntrackEntry(
        Transport transport,
        Tuple original,
        Tuple reply,
        Duration timeout,
        boolean unreplied,
        boolean assured,
        int zone,
        long id) {

    /** One direction of a connection. */
    public record Tuple(InetSocketAddress source, InetSocketAddress destination) {}

    /** Whether nothing translated it: the answer is expected from the very address that was asked. */
    public boolean unNated() {
        return reply.source().equals(original.destination());
    }

    /** Whether it was made by asking this address. */
    public boolean asks(ServiceAddress service) {
        return transport == service.transport() && original.destination().equals(service.socketAddress());
    }

    /** Nothing if the line tells of another protocol than UDP or TCP. */
    public static Optional<ConntrackEntry> parse(String line) {
        var words = Arrays.asList(line.strip().split("\\s+"));
        var transport = Arrays.stream(Transport.values())
                .filter(known -> words.contains(known.lowercase()))
                .findFirst();
        return transport.map(known -> parse(known, words));
    }

    private static ConntrackEntry parse(Transport transport, List<String> words) {
        var ports = values(words, "sport");
        var targetPorts = values(words, "dport");
        var sources = values(words, "src");
        var targets = values(words, "dst");
        var tuples = new ArrayList<Tuple>();
        for (var side = 0; side < 2; side++) {
            tuples.add(new Tuple(
                    socket(sources.get(side), ports.get(side)), socket(targets.get(side), targetPorts.get(side))));
        }
        // ipv4 2 udp 17 29 src=..: the protocol's name, its number, the seconds left; of one that ended none may be
        // left
        var left = words.get(words.indexOf(transport.lowercase()) + 2);
        var seconds = left.matches("\\d+") ? Long.parseLong(left) : 0;
        return new ConntrackEntry(
                transport,
                tuples.getFirst(),
                tuples.getLast(),
                Duration.ofSeconds(seconds),
                words.contains("[UNREPLIED]"),
                words.contains("[ASSURED]"),
                values(words, "zone").stream()
                        .findFirst()
                        .map(Integer::parseInt)
                        .orElse(0),
                values(words, "id").stream().findFirst().map(Long::parseLong).orElse(0L));
    }

    private static InetSocketAddress socket(String address, String port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), Integer.parseInt(port));
    }

    private static List<String> values(List<String> words, String key) {
        var start = key + "=";
        return words.stream()
                .filter(word -> word.startsWith(start))
                .map(word -> word.substring(start.length()))
                .toList();
    }
}
