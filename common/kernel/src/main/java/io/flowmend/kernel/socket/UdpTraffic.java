/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the UDP sockets of one network namespace have sent and heard since it was made, IPv4 and IPv6 together. The kernel counts no
 * datagrams of a single socket; but where none of a namespace heard anything, this one did not.
 *
 * @param heard datagrams that applications have taken (InDatagrams, RFC 4113); what still waits in a queue is none of them
 * @param sent datagrams that applications have sent (OutDatagrams)
 */
public record UdpTraffic(long heard, long sent) {

    private static final Path V4 = Path.of("/proc/thread-self/net/snmp");
    private static final Path V6 = Path.of("/proc/thread-self/net/snmp6");

    /** In the network namespace of the calling thread; empty if procfs does not tell. */
    public static Optional<UdpTraffic> read() {
        try {
            // Without IPv6 there is no such file.
            return decode(Files.readAllLines(V4), Files.exists(V6) ? Files.readAllLines(V6) : List.of());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * @param snmp lines in pairs, {@code Udp: NAME NAME ...} and {@code Udp: NUMBER NUMBER ...}
     * @param snmp6 one line each, {@code Udp6InDatagrams NUMBER}
     */
    static Optional<UdpTraffic> decode(List<String> snmp, List<String> snmp6) {
        var rows = snmp.stream()
                .filter(line -> line.startsWith("Udp: "))
                .map(line -> List.of(line.split(" ")))
                .toList();
        if (rows.size() != 2) {
            return Optional.empty();
        }
        var in = rows.getFirst().indexOf("InDatagrams");
        var out = rows.getFirst().indexOf("OutDatagrams");
        var numbers = rows.getLast();
        if (in < 0 || out < 0 || numbers.size() <= Math.max(in, out)) {
            return Optional.empty();
        }
        return Optional.of(new UdpTraffic(
                Long.parseLong(numbers.get(in)) + v6(snmp6, "Udp6InDatagrams"),
                Long.parseLong(numbers.get(out)) + v6(snmp6, "Udp6OutDatagrams")));
    }

    private static long v6(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length == 2 && words[0].equals(name))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }
}
