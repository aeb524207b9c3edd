/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.EndpointSliceState;
import io.flowmend.schemas.telemetry.ChangeKind;
import io.flowmend.schemas.telemetry.LastNode;
import io.flowmend.schemas.telemetry.LatencyCount;
import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.schemas.telemetry.PropagationRecord;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.propagation.Ack;
import io.flowmend.streams.detector.propagation.Buckets;
import io.flowmend.streams.detector.propagation.Propagation;
import io.flowmend.streams.detector.propagation.SliceChange;
import io.flowmend.streams.detector.propagation.Straggler;
import io.flowmend.streams.detector.propagation.Tally;
import io.flowmend.streams.state.PropagationBucket;
import io.flowmend.streams.state.PropagationChange;
import io.flowmend.streams.state.PropagationStraggler;
import io.flowmend.streams.state.PropagationTally;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of slices, acknowledgements of proxies, and how the former propagate. */
public final class Propagations {

    private static final StateCodec<PropagationChange> CHANGES =
            new StateCodec<>(PropagationChange.getEncoder(), PropagationChange.getDecoder());
    private static final StateCodec<PropagationTally> TALLIES =
            new StateCodec<>(PropagationTally.getEncoder(), PropagationTally.getDecoder());

    /** What an acknowledgement must speak of. */
    private static final String SLICES = "EndpointSlice";

    private static final Set<String> FAMILIES = Set.of("IPv4", "IPv6");

    /** With either label kube-proxy does not watch the slice (cmd/kube-proxy, the selector of its informers). */
    private static final Set<String> FOREIGN =
            Set.of("service.kubernetes.io/service-proxy-name", "service.kubernetes.io/headless");

    /**
     * The change, if proxies program it and it was seen as it happened: of what a list brought nobody knows when it did.
     *
     * @param first the slice was not known before
     */
    public static Optional<SliceChange> change(
            EndpointSliceRecord value, EndpointSliceState state, boolean first, RecordRef record, long revision) {
        var service = state.getServiceName();
        if (service == null
                || revision == 0
                || value.getOrigin().getRelisted()
                || !FAMILIES.contains(state.getAddressType())
                || state.getLabels().keySet().stream().anyMatch(FOREIGN::contains)) {
            return Optional.empty();
        }
        var changed = first ? SliceChange.Kind.ADDED : SliceChange.Kind.CHANGED;
        return Optional.of(new SliceChange(
                state.getNamespace(),
                state.getName(),
                service,
                value.getDeleted() ? SliceChange.Kind.DELETED : changed,
                revision,
                record));
    }

    /** Whether it speaks of slices; what a node says of other objects is read by nobody. */
    public static boolean isOfSlices(ProgrammedRecord said) {
        return said.getSource().equals(SLICES);
    }

    /** @throws IllegalArgumentException if the revision is none */
    public static Ack ack(ProgrammedRecord said, RecordRef record) {
        if (said.getRevision() < 0) {
            throw new IllegalArgumentException("revision is " + said.getRevision() + "; allowed: 0 or more");
        }
        Map<Long, String> exceptions = new HashMap<>();
        said.getExceptions().forEach(each -> exceptions.put(each.getRevision(), each.getReason()));
        return new Ack(
                record,
                said.getOrigin().getSource(),
                said.getRevision(),
                exceptions,
                Optional.ofNullable(said.getLastSync()));
    }

    public static byte[] bytes(SliceChange change) {
        return CHANGES.write(new PropagationChange(
                Refs.ref(change.record()),
                change.namespace(),
                change.name(),
                change.service(),
                change.kind().name(),
                change.revision()));
    }

    public static SliceChange change(byte[] bytes) {
        var change = CHANGES.read(bytes);
        return new SliceChange(
                change.getNamespace(),
                change.getName(),
                change.getService(),
                SliceChange.Kind.valueOf(change.getKind()),
                change.getRevision(),
                Refs.record(change.getRef()));
    }

    public static byte[] bytes(Tally tally) {
        var counts = tally.counts();
        return TALLIES.write(new PropagationTally(
                tally.revision(),
                tally.change().map(Propagations::bytes).map(ByteBuffer::wrap).orElse(null),
                tally.buckets().entrySet().stream()
                        .map(each -> new PropagationBucket(each.getKey(), each.getValue()))
                        .toList(),
                counts.unknown(),
                counts.missing(),
                counts.doubted(),
                counts.slowest(),
                counts.until().equals(Instant.MIN) ? null : counts.until(),
                counts.watched(),
                counts.unwatched(),
                counts.partitions(),
                tally.last().stream()
                        .map(each -> new PropagationStraggler(each.node(), micros(each), each.why()))
                        .toList()));
    }

    public static Tally tally(byte[] bytes) {
        var read = TALLIES.read(bytes);
        var until = read.getUntil();
        var tally = new Tally(read.getRevision())
                .add(new Tally.Counts(
                        read.getUnknown(),
                        read.getMissing(),
                        read.getDoubted(),
                        read.getSlowest(),
                        until == null ? Instant.MIN : until,
                        read.getWatched(),
                        read.getUnwatched(),
                        read.getPartitions()));
        Optional.ofNullable(read.getChange())
                .map(Edges::payload)
                .map(Propagations::change)
                .ifPresent(tally::of);
        read.getBuckets().forEach(each -> tally.bucket(each.getBucket(), each.getCount()));
        read.getLast()
                .forEach(each -> tally.list(
                        new Straggler(each.getNode(), optional(each.getMicros()), each.getWhy()), Integer.MAX_VALUE));
        return tally;
    }

    public static PropagationRecord avro(String cluster, Propagation said) {
        var change = said.change();
        return PropagationRecord.newBuilder()
                .setCluster(cluster)
                .setNamespace(change.namespace())
                .setSlice(change.name())
                .setService(change.service())
                .setKind(ChangeKind.valueOf(change.kind().name()))
                .setRevision(change.revision())
                .setChangedAt(change.at())
                .setDecidedAt(said.decidedAt())
                .setWatched(said.watched())
                .setProgrammed(said.programmed())
                .setUnknown(said.unknown())
                .setMissing(said.missing())
                .setNotWatched(said.unwatched())
                .setTo50Micros(boxed(said.timeTo(50)))
                .setTo90Micros(boxed(said.timeTo(90)))
                .setTo99Micros(boxed(said.timeTo(99)))
                .setTo100Micros(boxed(said.timeTo(100)))
                .setLatencies(said.buckets().entrySet().stream()
                        .map(each -> new LatencyCount(Buckets.upper(each.getKey()), each.getValue()))
                        .toList())
                .setLast(said.last().stream()
                        .map(each -> new LastNode(
                                each.node(), micros(each), each.why().isEmpty() ? null : each.why()))
                        .toList())
                .build();
    }

    private static @Nullable Long micros(Straggler straggler) {
        return boxed(straggler.micros());
    }

    private static @Nullable Long boxed(OptionalLong micros) {
        return micros.isPresent() ? micros.getAsLong() : null;
    }

    private static OptionalLong optional(@Nullable Long micros) {
        return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    private Propagations() {}
}
