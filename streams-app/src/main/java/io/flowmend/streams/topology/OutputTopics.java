/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.streams.topology.Outgoing.Dead;
import io.flowmend.streams.topology.Outgoing.Decided;
import io.flowmend.streams.topology.Outgoing.Found;
import io.flowmend.streams.topology.Outgoing.Late;
import io.flowmend.streams.topology.Outgoing.Measured;
import io.flowmend.streams.topology.Outgoing.Ordered;
import io.flowmend.streams.topology.Outgoing.Propagated;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** What leaves the topology, and where to. */
record OutputTopics(Inputs inputs) {

    /** What every stage has: what cannot be read, and what came too late. */
    void ofEvery(String stage, KStream<String, Outgoing> from) {
        write(part(from, stage + "-dead", Dead.class, Dead::letter), Topics.DEAD_LETTERS, stage + "-deadletters");
        write(part(from, stage + "-behind", Late.class, Late::record), Topics.LATE, stage + "-late");
    }

    void ofPlanner(KStream<String, Outgoing> from) {
        write(part(from, "planner-found", Found.class, Found::finding), Topics.FINDINGS, "planner-findings");
        write(part(from, "planner-decided", Decided.class, Decided::decision), Topics.DECISIONS, "planner-decisions");
        write(part(from, "planner-ordered", Ordered.class, Ordered::command), Topics.COMMANDS, "planner-commands");
    }

    void ofNodes(KStream<String, Outgoing> from) {
        write(
                part(from, "node-measured", Measured.class, Measured::latency),
                Topics.ENDPOINT_LATENCY,
                "node-latencies");
    }

    void ofPropagation(KStream<String, Outgoing> from) {
        write(
                part(from, "propagation-measured", Propagated.class, Propagated::propagation),
                Topics.PROPAGATION,
                "propagation-published");
    }

    /** The content of one kind of what a stage sends on. */
    static <O extends Outgoing, T> KStream<String, T> part(
            KStream<String, Outgoing> from, String name, Class<O> kind, Function<O, T> content) {
        return from.flatMapValues(
                outgoing -> kind.isInstance(outgoing) ? List.of(content.apply(kind.cast(outgoing))) : List.of(),
                Named.as(name));
    }

    private <T extends SpecificRecord> void write(KStream<String, T> values, Topic topic, String name) {
        var kafka = inputs.config().kafka();
        var serde = org.apache.kafka.common.serialization.Serdes.<T>serdeFrom(
                Serdes.serializer(kafka.registry()), (_, _) -> {
                    throw new IllegalStateException("a sink reads nothing");
                });
        values.to(
                kafka.topic(topic),
                Produced.with(org.apache.kafka.common.serialization.Serdes.String(), serde)
                        .withName(name));
    }
}
