/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.streams.codec.BpfFlows;
import io.flowmend.streams.codec.Flows;
import io.flowmend.streams.codec.GhostFlows;
import io.flowmend.streams.codec.NodeFacts;
import io.flowmend.streams.codec.NodeLossFlows;
import io.flowmend.streams.codec.Propagations;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads what sources on nodes record. Everything that a later stage will make of a record is tried here, where one at fault can
 * still be buried: {@link IllegalArgumentException} names the field, its value and what is allowed.
 */
record FactReading(Inputs inputs) {

    Fact of(Record<String, byte[]> record, Origins origins, FlowRecord flow) {
        var ref = origins.record(Refs.origin(flow.getOrigin()), flow.getEventTime());
        return fact(record, flow.getOrigin(), ref, subjects(flow, ref));
    }

    Fact of(Record<String, byte[]> record, Origins origins, EndpointRecord said) {
        var ref = origins.record(Refs.origin(said.getOrigin()), said.getEventTime());
        return fact(record, said.getOrigin(), ref, EndpointKeys.of(said, ref));
    }

    Fact of(Record<String, byte[]> record, Origins origins, ProgrammedRecord said) {
        var ref = origins.record(Refs.origin(said.getOrigin()), said.getEventTime());
        Propagations.ack(said, ref);
        var keys = Propagations.isOfSlices(said) ? List.of(RoutedPayload.TO_PROXY) : List.<String>of();
        return fact(record, said.getOrigin(), ref, keys);
    }

    private Fact fact(Record<String, byte[]> record, NodeOrigin origin, RecordRef ref, List<String> keys) {
        inputs.requireOurs(origin.getCluster());
        var node = origin.getCluster() + "/" + origin.getNode();
        requireKey(record.key(), node);
        var life = new Position(ref.time(), Rank.OWN, node + origin.getSource() + origin.getBootId(), 0);
        var traced = new TracedValue(ref, record.key(), record.value());
        return new Fact(
                node,
                origin.getSource(),
                origin.getBootId(),
                origin.getSequence(),
                life.time(),
                new RoutedPayload(keys, traced.bytes()).bytes());
    }

    private List<String> subjects(FlowRecord flow, RecordRef ref) {
        if (BpfFlows.isBpf(flow)) {
            new Position(flow.getEventTime(), Rank.OWN, BpfFlows.client(flow, ref), 0);
            return List.of(Flows.address(flow).key(flow.getOrigin().getCluster()));
        }
        var crossing = crossing(flow, ref);
        if (!Flows.isEntryOrSocket(flow)) {
            NodeFacts.fact(flow, ref);
            return plus(flow.getReset() == null ? List.of() : List.of(RoutedPayload.TO_NODE), crossing);
        }
        var time = flow.getEventTime();
        var ghost = GhostFlows.sighting(flow, ref, inputs.config().ghostFlow().hold());
        new Position(time, Rank.OWN, Flows.sighting(flow, ref).client(), 0);
        new Position(time, Rank.DEADLINE, ghost.target().text() + ghost.target().via(), 0);
        return plus(Flows.subjects(flow), crossing);
    }

    private static Optional<String> crossing(FlowRecord flow, RecordRef ref) {
        var subject = NodeLossFlows.subject(flow);
        subject.ifPresent(_ -> new Position(
                flow.getEventTime(),
                Rank.DEADLINE,
                NodeLossFlows.heard(flow, ref).client(),
                0));
        return subject.map(key -> RoutedPayload.CROSSING + key);
    }

    private static List<String> plus(List<String> keys, Optional<String> more) {
        return Stream.concat(keys.stream(), more.stream()).toList();
    }

    static void requireKey(@Nullable String key, String node) {
        if (!node.equals(key)) {
            throw new IllegalArgumentException("key is '" + key + "'; allowed is the value's own node, '" + node + "'");
        }
    }
}
