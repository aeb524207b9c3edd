/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.Signer;
import io.flowmend.schemas.remediation.Approval;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.signing.CanonicalCommand;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.Findings;
import io.flowmend.streams.codec.Orders;
import io.flowmend.streams.codec.PlannerStates;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.planner.Agenda;
import io.flowmend.streams.planner.Command;
import io.flowmend.streams.planner.Decision;
import io.flowmend.streams.planner.Planner;
import io.flowmend.streams.state.Edge;
import io.flowmend.streams.state.OptOutEdge;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The planner's shell: edges in; findings, decisions and signed commands out. Live they are taken as they come; a replay holds
 * them until it is over, and takes them in the order of event time.
 */
final class PlannerProcessor extends Stage implements Planner.Output {

    /** What a replay has held is taken a little at a time: a transaction must not last. */
    private static final Duration TURN = Duration.ofMillis(10);

    private static final int WORK_OF_A_TURN = 1000;

    private final Inputs inputs;
    private final Decoder<RemediationResult> results;
    private final Decoder<Approval> approvals;
    private final KeyFolder keys;
    private Planner planner;
    private Agenda agenda;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    PlannerProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.PLANNER, metrics);
        this.inputs = inputs;
        this.results = inputs.decoder(RemediationResult.class);
        this.approvals = inputs.decoder(Approval.class);
        this.keys = new KeyFolder(inputs.config().planner().keys());
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        var store = new KafkaSortedStore(context.getStateStore(Names.PLANNER_STORE));
        agenda = new Agenda(store);
        if (inputs.config().replay()) {
            context.schedule(TURN, PunctuationType.WALL_CLOCK_TIME, _ -> agenda.take(WORK_OF_A_TURN, this::takeHeld));
        }
        planner = new Planner(
                store,
                new PlannerStates(),
                inputs.config().planner().rule(),
                () -> keys.signer().isPresent(),
                this);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var edge = Edges.read(record.value());
        if (inputs.config().replay()) {
            hold(edge, record.value());
        } else {
            take(edge);
        }
    }

    /** What lies at one instant: opt-outs, what rules and answers say, and then the mark that covers it. */
    private void hold(Edge edge, byte[] bytes) {
        if (edge.getFound() != null) {
            var finding = Edges.found(edge.getFound());
            agenda.put(Planner.time(finding), Rank.OWN, "found/" + finding.id(), bytes);
        } else if (edge.getAnswer() != null) {
            var ref = TracedValue.read(Edges.payload(edge.getAnswer().getTraced()))
                    .record();
            var partition = RekeyProcessor.upstream("said/" + ref.topic(), ref.partition());
            agenda.put(new Position(ref.time(), Rank.OWN, partition, ref.offset()), bytes);
        } else if (edge.getOptOut() != null) {
            var optOut = edge.getOptOut();
            var of = "opt-out/" + optOut.getNamespace() + "/" + optOut.getService() + "/" + optOut.getUid();
            agenda.put(optOut.getAt(), Rank.SHARED, of, bytes);
        } else if (edge.getClock() != null) {
            agenda.put(new Position(edge.getClock().getAt(), Rank.DEADLINE, "", 0), bytes);
        }
    }

    @Override
    void ended() {
        agenda.close();
    }

    private int takeHeld(Instant at, byte[] item) {
        var edge = Edges.read(item);
        planner.before(at);
        return take(edge);
    }

    /** @return how many cases were looked at, and one more */
    private int take(Edge edge) {
        if (edge.getFound() != null) {
            planner.finding(Edges.found(edge.getFound()), present());
        } else if (edge.getAnswer() != null) {
            answer(TracedValue.read(Edges.payload(edge.getAnswer().getTraced())));
        } else if (edge.getOptOut() != null) {
            optOut(edge.getOptOut());
        } else if (edge.getClock() != null) {
            return 1 + planner.clock(edge.getClock().getAt(), present());
        }
        return 2;
    }

    private Instant present() {
        return inputs.config().replay() ? Instant.MIN : live();
    }

    private void answer(TracedValue value) {
        if (value.record().topic().equals(inputs.results())) {
            planner.result(Orders.result(value.decoded(results), value.record()), present());
            return;
        }
        var word = Orders.approval(value.decoded(approvals), value.record());
        if (!planner.approval(word, present())) {
            var decision = Orders.unknown(inputs.config().kafka().cluster(), word);
            forward(
                    word.findingId(),
                    new Outgoing.Decided(decision),
                    millis(word.record().time()));
        }
    }

    private void optOut(OptOutEdge edge) {
        if (edge.getService() == null) {
            planner.optOuts().namespace(edge.getNamespace(), Edges.optOut(edge));
        } else {
            planner.optOuts().service(edge.getNamespace() + "/" + edge.getService(), Edges.optOut(edge));
        }
    }

    @Override
    public void published(Finding finding) {
        metrics.finding(finding.rule(), finding.last().state());
        forward(
                finding.id(),
                new Outgoing.Found(Findings.avro(finding)),
                millis(finding.last().at()));
        // A decision is worth its transaction now; clock ticks wait for the commit interval.
        context().commit();
    }

    @Override
    public void decided(Decision decision, boolean eager) {
        metrics.decision(decision.finding().rule(), decision.verdict());
        forward(decision.finding().id(), new Outgoing.Decided(Orders.decision(decision, eager)), millis(decision.at()));
        context().commit();
    }

    @Override
    public void command(Command command) {
        // The rule asked for a key before it ordered; one that was removed in between orders nothing.
        keys.signer().ifPresent(signer -> {
            var finding = command.finding();
            forward(
                    finding.subject().cluster() + "/" + finding.subject().node(),
                    new Outgoing.Ordered(signed(command, signer)),
                    millis(command.issuedAt()));
            context().commit();
        });
    }

    private static RemediationCommand signed(Command command, Signer signer) {
        var order = Orders.command(command, signer.keyId());
        return RemediationCommand.newBuilder(order)
                .setSignature(ByteBuffer.wrap(signer.sign(CanonicalCommand.bytes(order))))
                .build();
    }
}
