/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.stalenat.Entry;
import io.flowmend.streams.detector.stalenat.Entry.Phase;
import io.flowmend.streams.detector.stalenat.StaleNatState;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.state.StaleNatEntry;
import io.flowmend.streams.state.StaleNatGroup;
import io.flowmend.streams.state.StaleNatView;
import io.flowmend.streams.state.TupleState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** State of the detector {@code stalenat} as it is stored. */
public final class StaleNatStates {

    private static final StateCodec<StaleNatGroup> GROUP =
            new StateCodec<>(StaleNatGroup.getEncoder(), StaleNatGroup.getDecoder());
    private static final StateCodec<StaleNatView> VIEW =
            new StateCodec<>(StaleNatView.getEncoder(), StaleNatView.getDecoder());

    public static byte[] bytes(StaleNatState state) {
        var entries = new ArrayList<StaleNatEntry>();
        new TreeMap<>(state.entries()).values().forEach(entry -> entries.add(avro(entry)));
        return GROUP.write(new StaleNatGroup(entries));
    }

    public static StaleNatState state(byte[] bytes) {
        var entries = new TreeMap<Integer, Entry>();
        GROUP.read(bytes).getEntries().forEach(entry -> entries.put(entry.getZone(), entry(entry)));
        return new StaleNatState(entries);
    }

    public static byte[] viewBytes(List<AddressFact> services) {
        return VIEW.write(
                new StaleNatView(services.stream().map(AddressFacts::state).toList()));
    }

    public static List<AddressFact> view(byte[] bytes) {
        return VIEW.read(bytes).getServices().stream().map(AddressFacts::fact).toList();
    }

    private static StaleNatEntry avro(Entry entry) {
        var avro = StaleNatEntry.newBuilder()
                .setZone(entry.zone())
                .setConntrackId(entry.conntrackId())
                .setOriginal(tuple(entry.original()))
                .setReply(tuple(entry.reply()))
                .setUnNatted(entry.unNatted())
                .setReplied(entry.replied())
                .setAnsweredLocally(entry.answeredLocally())
                .setFirst(Refs.ref(entry.first()))
                .setEndOfLife(entry.endOfLife().orElse(null))
                .setProof(entry.proof().map(Refs::ref).orElse(null));
        switch (entry.phase()) {
            case Phase.Watched _ -> {}
            case Phase.Suspected(var since, var epoch) ->
                avro.setSuspectedSince(since).setEpoch(epoch);
            case Phase.Reported(var finding) -> avro.setFinding(ByteBuffer.wrap(Findings.bytes(finding)));
        }
        return avro.build();
    }

    private static Entry entry(StaleNatEntry avro) {
        return new Entry(
                avro.getZone(),
                avro.getConntrackId(),
                tuple(avro.getOriginal()),
                tuple(avro.getReply()),
                avro.getUnNatted(),
                avro.getReplied(),
                avro.getAnsweredLocally(),
                Refs.record(avro.getFirst()),
                Optional.ofNullable(avro.getEndOfLife()),
                Optional.ofNullable(avro.getProof()).map(Refs::record),
                phase(avro.getSuspectedSince(), avro.getEpoch(), avro.getFinding()));
    }

    private static Phase phase(@Nullable Instant since, @Nullable String epoch, @Nullable ByteBuffer finding) {
        if (finding != null) {
            var bytes = new byte[finding.remaining()];
            finding.duplicate().get(bytes);
            return new Phase.Reported(Findings.finding(bytes));
        }
        return since != null && epoch != null ? new Phase.Suspected(since, epoch) : new Phase.Watched();
    }

    private static TupleState tuple(Tuple tuple) {
        return new TupleState(tuple.source(), tuple.destination(), tuple.sourcePort(), tuple.destinationPort());
    }

    private static Tuple tuple(TupleState avro) {
        return new Tuple(avro.getSource(), avro.getDestination(), avro.getSourcePort(), avro.getDestinationPort());
    }

    private StaleNatStates() {}
}
