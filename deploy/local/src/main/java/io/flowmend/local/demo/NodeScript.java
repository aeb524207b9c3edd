/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.node.NatAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What one node's kernel holds at each time of a scenario: {@code node.jsonl}. The first line names cluster and node; each other
 * one says what is so from {@code at} on, on the time line of {@code in.jsonl}:
 *
 * <ul>
 *   <li>{@code entry}: this conntrack entry, just refreshed;
 *   <li>{@code ended}: an entry with this original tuple no more;
 *   <li>{@code nat}: the rules lead to {@code leadsTo}; an empty list is refused, none at all is no rule.
 * </ul>
 */
public record NodeScript(String cluster, String node, List<Line> lines) {

    public NodeScript {
        lines = List.copyOf(lines);
    }

    /** What is so from a time on. */
    sealed interface Line {

        Instant at();

        record Shows(Instant at, Entry entry) implements Line {}

        record Ends(Instant at, FlowTuple original) implements Line {}

        record Answers(Instant at, ServiceAddress address, NatAnswer answer) implements Line {}
    }

    /** @throws IllegalArgumentException that names the line that cannot be read */
    static NodeScript read(BufferedReader reader) throws IOException {
        var mapper = new ObjectMapper();
        var nodes = new ArrayList<JsonNode>();
        var lines = new ArrayList<Line>();
        var number = 0;
        for (var text = reader.readLine(); text != null; text = reader.readLine()) {
            number++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            try {
                nodes.add(mapper.readTree(text));
                if (nodes.size() > 1) {
                    lines.add(line(nodes.getLast()));
                }
            } catch (IOException | RuntimeException unreadable) {
                throw new IllegalArgumentException("node.jsonl, line " + number + ": " + unreadable.getMessage());
            }
        }
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("node.jsonl has no first line that names cluster and node");
        }
        return new NodeScript(text(nodes.getFirst(), "cluster"), text(nodes.getFirst(), "node"), lines);
    }

    private static Line line(JsonNode node) {
        var at = Instant.parse(text(node, "at"));
        if (node.has("entry")) {
            return new Line.Shows(at, entry(node.get("entry")));
        }
        return node.has("ended")
                ? new Line.Ends(at, tuple(node.get("ended")))
                : answers(at, node.required("nat")); // says itself that it is missing
    }

    private static Entry entry(JsonNode node) {
        var key = new EntryKey(
                node.required("zone").intValue(),
                node.required("protocol").intValue(),
                tuple(node.required("original")),
                tuple(node.required("reply")));
        return new Entry(
                key,
                node.required("conntrackId").longValue(),
                node.required("status").intValue(),
                node.required("timeoutSeconds").intValue(),
                node.has("tcpState") ? node.get("tcpState").intValue() : null);
    }

    private static Line answers(Instant at, JsonNode node) {
        var address = new ServiceAddress(
                ip(node, "ip"),
                node.required("port").intValue(),
                node.required("protocol").intValue());
        if (!node.has("leadsTo")) {
            return new Line.Answers(at, address, new NatAnswer.NoRule());
        }
        var backends = new HashSet<NatAnswer.Endpoint>();
        node.get("leadsTo")
                .forEach(backend -> backends.add(new NatAnswer.Endpoint(
                        ip(backend, "ip"), backend.required("port").intValue())));
        return new Line.Answers(
                at, address, backends.isEmpty() ? new NatAnswer.Refused() : new NatAnswer.LeadsTo(backends));
    }

    private static FlowTuple tuple(JsonNode node) {
        return new FlowTuple(
                ip(node, "source"),
                ip(node, "destination"),
                node.required("sourcePort").intValue(),
                node.required("destinationPort").intValue());
    }

    private static Ip ip(JsonNode node, String field) {
        return Ip.parse(text(node, field));
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asText();
    }
}
