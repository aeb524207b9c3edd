/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes over several partitions, and the stage that sums up, without Kafka. */
final class PropagationBench implements PropagationSums.Output {

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final PropagationConfig CONFIG = new PropagationConfig(Duration.ofSeconds(30), Duration.ofMinutes(5), 3);

    private final int partitions;
    private final BenchCodec codec = new BenchCodec();
    private final List<MemoryStore> stores;
    private final List<ProxyLanes> proxies = new ArrayList<>();
    private PropagationSums sums;
    private final List<Propagation> propagations = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private long sequence;

    PropagationBench(int partitions) {
        this.partitions = partitions;
        this.stores = IntStream.range(0, 2 * partitions + 2)
                .mapToObj(number -> new MemoryStore())
                .toList();
        restart();
    }

    /** Everything begins anew on what is stored. */
    void restart() {
        sums = new PropagationSums(
                CONFIG,
                "sums",
                new PropagationSums.Ground(
                        stores.get(2 * partitions), stores.get(2 * partitions + 1), names("propagation")),
                codec,
                this);
        proxies.clear();
        for (var partition = 0; partition < partitions; partition++) {
            var number = partition;
            proxies.add(new ProxyLanes(
                    CONFIG,
                    new ProxyLanes.Ground(
                            stores.get(2 * partition),
                            stores.get(2 * partition + 1),
                            Set.of("slices/0"),
                            names("intake")),
                    codec,
                    node -> partitionOf(node) == number,
                    new Downstream(number)));
        }
    }

    private Set<String> names(String stage) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> stage + "/" + partition)
                .collect(Collectors.toSet());
    }

    private final class Downstream implements ProxyLanes.Output {

        private final int partition;

        Downstream(int partition) {
            this.partition = partition;
        }

        @Override
        public void counted(Collection<Tally> tallies) {
            sums.counted(tallies.stream().map(codec::write).map(codec::tally).toList());
        }

        @Override
        public void said(Position position, LateProxy late) {
            sums.said(position, LateProxy.of(codec.stored(codec.write(late.stored()))));
        }

        @Override
        public void reached(Instant horizon) {
            sums.accept(new ApiFrame("propagation/" + partition, horizon, List.of()));
        }
    }

    @Override
    public void propagated(Propagation propagation) {
        propagations.add(propagation);
    }

    @Override
    public void found(Finding finding) {
        findings.add(finding);
    }

    static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e6) * 1000);
    }

    private int partitionOf(String lane) {
        return Math.floorMod(lane.hashCode(), partitions);
    }

    private static String lane(String node) {
        return "test/" + node;
    }

    PropagationBench change(double at, long revision, SliceChange.Kind kind) {
        return change(at, revision, kind, "web-" + revision % 7);
    }

    PropagationBench change(double at, long revision, SliceChange.Kind kind, String slice) {
        var record = new RecordRef("slices", 0, revision, "EndpointSlice @" + revision, at(at));
        var change = new SliceChange("default", slice, "web", kind, revision, record);
        proxies.forEach(each -> each.change(codec.change(codec.write(change))));
        return this;
    }

    PropagationBench ack(double at, String node, long revision) {
        return ack(at, node, revision, Map.of());
    }

    PropagationBench ack(double at, String node, long revision, Map<Long, String> exceptions) {
        if (!acks(at, node, revision, exceptions)) {
            throw new IllegalStateException(node + " at " + at + " is late");
        }
        return this;
    }

    /** @return false if it is late */
    boolean acks(double at, String node, long revision, Map<Long, String> exceptions) {
        sequence++;
        var record = new RecordRef("programmed", 0, revision, node + " proxy @" + revision, at(at));
        var ack = new Ack(record, BenchCodec.SOURCE, revision, exceptions, Optional.empty());
        return proxies.get(partitionOf(lane(node)))
                .own(lane(node), new Position(at(at), Rank.OWN, "proxy/1", sequence), codec.ack(ack));
    }

    /** Heartbeats of nodes that cover up to a time. */
    PropagationBench nodes(double at, Collection<String> nodes) {
        return frame(
                nodes,
                floor(at),
                node -> new NodeFrame.Change(
                        lane(node), at(at), Optional.empty(), Optional.of(BenchCodec.citation(at(at)))));
    }

    /** Heartbeats after a time that is not known. */
    PropagationBench gap(double from, double until, String node) {
        return back(from, until, until, node);
    }

    /** The heartbeat at {@code heard} of a new life that knows from its start on. */
    PropagationBench back(double from, double start, double heard, String node) {
        return back(from, start, heard, node, BenchCodec.citation(at(heard)));
    }

    /** The first heartbeat of a new life that does not watch the proxy. */
    PropagationBench mute(double from, double until, String node) {
        return back(from, until, until, node, BenchCodec.mute(at(until)));
    }

    private PropagationBench back(double from, double start, double heard, String node, byte[] citation) {
        return frame(
                List.of(node),
                floor(heard),
                name -> new NodeFrame.Change(
                        lane(name), at(heard), Optional.of(new Interval(at(from), at(start))), Optional.of(citation)));
    }

    /** Marks of the API pass on to a time while the node says nothing. */
    PropagationBench silent(double from, double until, String node) {
        return frame(
                List.of(node),
                floor(until),
                name -> new NodeFrame.Change(
                        lane(name), at(until), Optional.of(new Interval(at(from), Instant.MAX)), Optional.empty()));
    }

    private double floor(double at) {
        return at - 13;
    }

    private PropagationBench frame(Collection<String> nodes, double floor, Function<String, NodeFrame.Change> change) {
        for (var partition = 0; partition < partitions; partition++) {
            var number = partition;
            var changes = nodes.stream()
                    .filter(node -> partitionOf(lane(node)) == number)
                    .map(change)
                    .toList();
            var frame = new NodeFrame("intake/" + partition, at(floor), changes);
            proxies.forEach(each -> each.accept(frame));
        }
        return this;
    }

    PropagationBench api(double at) {
        proxies.forEach(each -> each.accept(new ApiFrame("slices/0", at(at), List.of())));
        return this;
    }

    /** Their proxies stand at revision 10, and all is known up to 3 s. */
    PropagationBench watched(String... nodes) {
        known(1, nodes);
        for (var node : nodes) {
            ack(2, node, 10);
        }
        return known(3, nodes);
    }

    /** The API and these nodes are known up to here. */
    PropagationBench known(double at, String... nodes) {
        return nodes(at, List.of(nodes)).api(at);
    }

    /** Entries of all stores. */
    int kept() {
        return stores.stream().mapToInt(MemoryStore::size).sum();
    }

    List<Propagation> propagations() {
        return propagations;
    }

    List<Finding> findings() {
        return findings;
    }
}
