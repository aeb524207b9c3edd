/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * In the network namespace of the calling thread.
     *
     * @throws UncheckedIOException if procfs does not tell
     */
    public static UdpTraffic read() {
        try {
            // Without IPv6 there is no such file.
            return decode(Files.readAllLines(V4), Files.exists(V6) ? Files.readAllLines(V6) : List.of());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * @param snmp lines in pairs, {@code Udp: NAME NAME ...} and {@code Udp: NUMBER NUMBER ...}
     * @param snmp6 one line each, {@code Udp6InDatagrams NUMBER}
     */
    static UdpTraffic decode(List<String> snmp, List<String> snmp6) {
        var rows = new ArrayList<List<String>>();
        for (var line : snmp) {
            if (line.startsWith("Udp: ")) {
                rows.add(List.of(line.split(" ")));
            }
        }
        return new UdpTraffic(
                v4(rows, "InDatagrams") + v6(snmp6, "Udp6InDatagrams"),
                v4(rows, "OutDatagrams") + v6(snmp6, "Udp6OutDatagrams"));
    }

    private static long v4(List<List<String>> rows, String name) {
        var at = rows.isEmpty() ? -1 : rows.getFirst().indexOf(name);
        if (rows.size() != 2 || at < 0 || at >= rows.getLast().size()) {
            throw new UncheckedIOException(new IOException(V4 + " has no " + name + " of Udp"));
        }
        return Long.parseLong(rows.getLast().get(at));
    }

    private static long v6(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length == 2 && words[0].equals(name))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }
}
