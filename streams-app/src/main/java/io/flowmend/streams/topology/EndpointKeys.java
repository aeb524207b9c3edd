/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.streams.codec.NodeFacts;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import java.util.List;
import java.util.stream.Stream;

/** Where what a node says of its endpoints goes: to its own stage, and what stands for a pod elsewhere to its address. */
final class EndpointKeys {

    /** @throws IllegalArgumentException if a part that its kind needs is missing, or an address is none */
    static List<String> of(EndpointRecord said, RecordRef record) {
        var cluster = said.getOrigin().getCluster();
        var more = switch (NodeFacts.fact(said, record)) {
            case NodeFact.HnsHere(var endpoint, var _)
            when endpoint.remote() -> crossing(cluster, endpoint.addresses());
            case NodeFact.HnsGone _ -> crossing(cluster, NodeFacts.addresses(said));
            case NodeFact.DumpEnded(var covers, var _, var _)
            when covers.contains(NodeBeat.HNS) -> Stream.of(RoutedPayload.CROSSING_ALL);
            default -> Stream.<String>empty();
        };
        return Stream.concat(Stream.of(RoutedPayload.TO_NODE), more).toList();
    }

    private static Stream<String> crossing(String cluster, List<String> addresses) {
        return addresses.stream().map(address -> RoutedPayload.CROSSING + Subjects.address(cluster, address));
    }

    private EndpointKeys() {}
}
