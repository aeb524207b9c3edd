/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.common.pace.Burst;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.schemas.telemetry.StatusMark;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.Flows;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Beat;
import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.Intake;
import io.flowmend.streams.order.Mark;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.service.ServiceAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Reads what nodes say and lets pass what their heartbeats vouch for. */
final class IntakeProcessor extends Stage implements Intake.Output {

    /** 10 frames a second leave a task (design, section 4), and a few at once: a wall clock, but one that delays and never decides. */
    private static final Duration FRAME_INTERVAL = Duration.ofMillis(100);

    private static final int FRAMES_AT_ONCE = 4;

    private final Inputs inputs;
    private final Decoder<FlowRecord> flows;
    private final Decoder<EndpointRecord> endpoints;
    private final Decoder<ProgrammedRecord> programmed;
    private final Decoder<StatusRecord> statuses;
    private final FactReading facts;
    private Intake intake;
    private PendingFrame pending;
    private final Burst frames = new Burst(FRAMES_AT_ONCE, FRAME_INTERVAL);

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    IntakeProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.INTAKE, metrics);
        this.inputs = inputs;
        this.flows = inputs.decoder(FlowRecord.class);
        this.endpoints = inputs.decoder(EndpointRecord.class);
        this.programmed = inputs.decoder(ProgrammedRecord.class);
        this.statuses = inputs.decoder(StatusRecord.class);
        this.facts = new FactReading(inputs);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        var store = new KafkaSortedStore(context.getStateStore(Names.INTAKE_STORE));
        pending = new PendingFrame(
                store, RekeyProcessor.upstream(Names.INTAKE, context.taskId().partition()));
        intake = new Intake(store, inputs.config().intake(), (key, partitions) -> partitionOf(key, partitions));
        context.schedule(FRAME_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> sendFrameIfDue(now));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var origins = origins(record);
        if (record.value() == null) {
            bury(
                    new Record<>(record.key(), new byte[0], record.timestamp()),
                    origins,
                    "value is null; allowed: a record");
            unreadable(record, origins);
        } else if (origins.topic().equals(inputs.flows())) {
            decode(flows, record, origins)
                    .ifPresentOrElse(
                            flow -> take(record, origins, () -> facts.of(record, origins, flow))
                                    .ifPresent(fact -> early(fact, flow)),
                            () -> unreadable(record, origins));
        } else if (origins.topic().equals(inputs.endpoints())) {
            decode(endpoints, record, origins)
                    .ifPresentOrElse(
                            said -> take(record, origins, () -> facts.of(record, origins, said)),
                            () -> unreadable(record, origins));
        } else if (origins.topic().equals(inputs.programmed())) {
            decode(programmed, record, origins)
                    .ifPresentOrElse(
                            said -> take(record, origins, () -> facts.of(record, origins, said)),
                            () -> unreadable(record, origins));
        } else {
            decode(statuses, record, origins).ifPresent(status -> status(record, origins, status));
        }
        sendFrameIfDue(context().currentSystemTimeMs());
    }

    @Override
    void ended() {
        frame().ifPresent(this::send);
    }

    private void sendFrameIfDue(long millis) {
        var now = Instant.ofEpochMilli(millis);
        if (frames.has(now)) {
            frame().ifPresent(frame -> {
                frames.take(now);
                send(frame);
            });
        }
    }

    private void unreadable(Record<String, byte[]> record, Origins origins) {
        if (!origins.topic().equals(inputs.status()) && record.key() != null) {
            intake.unreadable(record.key(), this);
        }
    }

    private Optional<Fact> take(Record<String, byte[]> record, Origins origins, Supplier<Fact> reading) {
        Fact fact;
        try {
            fact = reading.get();
        } catch (IllegalArgumentException unsound) {
            bury(record, origins, String.valueOf(unsound.getMessage()));
            unreadable(record, origins);
            return Optional.empty();
        }
        intake.fact(fact, this);
        return Optional.of(fact);
    }

    /** An untranslated entry of UDP goes on at once, too, for what is commanded on arrival; healthy facts do not. */
    private void early(Fact fact, FlowRecord flow) {
        if (inputs.config().eager()
                && Flows.isEntryOrSocket(flow)
                && flow.getProtocol() == ServiceAddress.UDP
                && flow.getSocket() == null
                && Flows.isUnNatted(flow)) {
            var routed = RoutedPayload.read(fact.payload());
            onward(routed.keys().getFirst(), Edges.early(fact.node(), fact.time(), routed.payload()), fact.time());
        }
    }

    private void status(Record<String, byte[]> record, Origins origins, StatusRecord status) {
        try {
            inputs.requireOurs(status.getCluster());
            if (status.getHeartbeat() != null) {
                heartbeat(record, origins, status.getHeartbeat());
            } else {
                mark(Inputs.require(status.getMark(), "heartbeat"));
            }
        } catch (IllegalArgumentException unsound) {
            bury(record, origins, String.valueOf(unsound.getMessage()));
        }
    }

    private void heartbeat(Record<String, byte[]> record, Origins origins, Heartbeat beat) {
        var cluster = inputs.config().kafka().cluster();
        FactReading.requireKey(record.key(), cluster + "/" + beat.getNode());
        if (beat.getSources().isEmpty()) {
            if (beat.getNotWatching().isEmpty()) {
                throw new IllegalArgumentException(
                        "heartbeat.sources is empty; allowed: at least one, or notWatching says why");
            }
            return; // a node that sees nothing vouches for nothing
        }
        var words = beat.getNode() + " heartbeat #" + beat.getSequence();
        var ahead = intake.isAhead(cluster + "/" + beat.getNode());
        intake.beat(beat(cluster, beat, ahead, origins.record(words, beat.getWatermark())), this);
    }

    private void mark(StatusMark mark) {
        if (mark.getPartition() < 0 || mark.getPartition() >= mark.getPartitions()) {
            throw new IllegalArgumentException("mark.partition is " + mark.getPartition() + " of "
                    + mark.getPartitions() + "; allowed: 0 to one less than partitions");
        }
        EventTime.require("mark.watermark", mark.getWatermark());
        EventTime.require("mark.sentAt", mark.getSentAt());
        intake.mark(new Mark(mark.getWatermark(), mark.getSentAt(), mark.getPartition(), mark.getPartitions()), this);
        metrics.nodeFloor(intake.floor());
        if (mark.getPartition() == 0) {
            toPlanner(inputs.config().kafka().cluster(), Edges.clock(mark.getSentAt()), mark.getSentAt());
        }
    }

    private static Beat beat(String cluster, Heartbeat beat, boolean ahead, RecordRef record) {
        return new Beat(
                cluster + "/" + beat.getNode(),
                beat.getSequence(),
                beat.getWatermark(),
                Duration.ofMillis(beat.getPeriodMillis()),
                beat.getSources().stream()
                        .map(source -> new Beat.SourceSaid(
                                source.getSource(),
                                source.getBootId(),
                                source.getWatchingSince(),
                                source.getLastSequence(),
                                source.getLost()))
                        .toList(),
                Refs.bytes(record, beat, ahead));
    }

    @Override
    public void released(Fact fact) {
        var routed = RoutedPayload.read(fact.payload());
        var position = new Position(fact.time(), Rank.OWN, fact.source() + "/" + fact.bootId(), fact.sequence());
        var edge = Edges.own(fact.node(), position, routed.payload());
        for (var key : routed.keys()) {
            if (key.equals(RoutedPayload.TO_NODE)) {
                toNode(fact.node(), edge, fact.time());
            } else if (key.equals(RoutedPayload.TO_PROXY)) {
                forward(fact.node(), new Outgoing.ToProxies(edge), millis(fact.time()));
            } else if (key.equals(RoutedPayload.CROSSING_ALL)) {
                everywhere(Edges.crossing(fact.node(), position, routed.payload()));
            } else if (key.startsWith(RoutedPayload.CROSSING)) {
                onward(
                        key.substring(RoutedPayload.CROSSING.length()),
                        Edges.crossing(fact.node(), position, routed.payload()),
                        fact.time());
            } else {
                onward(key, edge, fact.time());
            }
        }
    }

    @Override
    public void late(Fact fact, Instant frontier) {
        late(TracedValue.read(RoutedPayload.read(fact.payload()).payload()), frontier);
    }

    @Override
    public void duplicate(Fact fact) {
        metrics.duplicate();
    }

    @Override
    public void changed(NodeFrame.Change change) {
        pending.add(change);
    }

    private Optional<NodeFrame> frame() {
        return pending.take(intake.floor());
    }

    private void send(NodeFrame frame) {
        everywhere(Edges.frame(frame));
        everyNode(Edges.frame(frame));
        everyProxy(Edges.frame(frame));
    }

    /** As the producers' default partitioner has it. */
    static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
