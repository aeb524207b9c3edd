/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import io.flowmend.schemas.telemetry.Tuple;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A flow as people write it: {@code 10.1.0.2:5000 -> 203.0.113.7:162/udp}, an IPv6 address in brackets.
 *
 * @param protocol IP protocol number
 */
public record FlowText(Endpoint source, Endpoint destination, int protocol) {

    private static final Map<String, Integer> PROTOCOLS = Map.of("tcp", 6, "udp", 17, "sctp", 132);
    private static final Pattern SHAPE = Pattern.compile("(\\S+) -> (\\S+)/(\\w+)");

    /** {@code ip:port}. */
    public record Endpoint(String ip, int port) {

        private static final Pattern SHAPE = Pattern.compile("\\[?([0-9a-fA-F.:]+?)]?:(\\d{1,5})");

        public static Endpoint parse(String text) {
            var parts = SHAPE.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("'" + text + "'; allowed: IP:PORT, an IPv6 address in brackets");
            }
            return new Endpoint(parts.group(1), Integer.parseInt(parts.group(2)));
        }
    }

    /** {@code port/protocol}, with the protocol as Kubernetes writes it. */
    public record Port(int port, String protocol) {

        private static final Pattern SHAPE = Pattern.compile("(\\d{1,5})/(tcp|udp|sctp)");

        public static Port parse(String text) {
            var parts = SHAPE.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("'" + text + "'; allowed: PORT/udp, PORT/tcp or PORT/sctp");
            }
            return new Port(Integer.parseInt(parts.group(1)), parts.group(2).toUpperCase(java.util.Locale.ROOT));
        }
    }

    public static FlowText parse(String text) {
        var parts = SHAPE.matcher(text);
        var protocol = parts.matches() ? PROTOCOLS.get(parts.group(3)) : null;
        if (protocol == null) {
            throw new IllegalArgumentException("'" + text + "'; allowed: IP:PORT -> IP:PORT/udp, or tcp, or sctp");
        }
        return new FlowText(Endpoint.parse(parts.group(1)), Endpoint.parse(parts.group(2)), protocol);
    }

    public Tuple original() {
        return new Tuple(source.ip(), destination.ip(), source.port(), destination.port());
    }

    /** @param reached who really gets the packets */
    public Tuple reply(Endpoint reached) {
        return new Tuple(reached.ip(), source.ip(), reached.port(), source.port());
    }
}
