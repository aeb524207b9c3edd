/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.NamespaceRecord;
import io.flowmend.schemas.remediation.Approval;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.planner.OptOut;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what executors and people say, and the opt-outs of namespaces, to the planner. */
final class InboxProcessor extends Stage {

    private final Inputs inputs;
    private final Decoder<RemediationResult> results;
    private final Decoder<Approval> approvals;
    private final Decoder<NamespaceRecord> namespaces;

    InboxProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.INBOX, metrics);
        this.inputs = inputs;
        this.results = inputs.decoder(RemediationResult.class);
        this.approvals = inputs.decoder(Approval.class);
        this.namespaces = inputs.decoder(NamespaceRecord.class);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var topic = origins(record).topic();
        if (topic.equals(inputs.results())) {
            take(
                    results,
                    record,
                    (origins, result) -> answer(
                            record,
                            origins,
                            result.getCluster(),
                            result.getNode() + " executor " + result.getCommandId(),
                            result.getAt()));
        } else if (topic.equals(inputs.approvals())) {
            take(
                    approvals,
                    record,
                    (origins, word) -> answer(record, origins, word.getCluster(), word.getBy(), word.getAt()));
        } else {
            take(namespaces, record, (_, namespace) -> namespace(namespace));
        }
    }

    private void answer(Record<String, byte[]> record, Origins origins, String cluster, String origin, Instant at) {
        inputs.requireOurs(cluster);
        var traced = new TracedValue(origins.record(origin, at), String.valueOf(record.key()), record.value());
        toPlanner(cluster, Edges.answer(traced), at);
        hurry(at);
    }

    private void namespace(NamespaceRecord record) {
        inputs.requireOurs(record.getOrigin().getCluster());
        var state = record.getState();
        if (state != null) {
            var time = EventTime.require("event time", record.getEventTime());
            var said = OptOut.of(record.getOrigin().getUid(), state.getAnnotations(), record.getDeleted(), time);
            toPlanner(record.getOrigin().getCluster(), Edges.optOut(state.getName(), null, said), time);
        }
    }
}
