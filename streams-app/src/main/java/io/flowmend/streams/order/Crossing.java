/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins what several nodes say of a subject with each other and with the API, in one order up to the least of all that
 * may still speak: the floor below which no node says anything any more, and the API's watermark. A silent node leaves
 * the floor as it leaves its lane, so it delays by its period and the grace, and then its time is unknown.
 *
 * <p>Only for rules that need two nodes at one time: whatever needs one is answered sooner by {@link Lanes}.
 */
public final class Crossing {

    private static final int BATCH = 256;
    private static final String FLOOR = "floor";
    private static final String ALL = "";
    private static final char OF_NODE = '\u0001';
    private static final byte[] DRAINED = new Key().text("drained").bytes();

    private final SortedStore store;
    private final ApiFrontier api;
    private final LaneBuffer buffer;
    private final NodesKnown nodes;
    private final Duration memory;
    private final TreeMap<String, Instant> floors = new TreeMap<>();
    private Instant drained;

    /**
     * @param apiUpstreams names of the upstream partitions that speak for the API
     * @param nodeUpstreams names of those that speak for nodes
     * @param memory how far back a rule asks
     */
    public Crossing(SortedStore store, Set<String> apiUpstreams, Set<String> nodeUpstreams, Duration memory) {
        this.store = store;
        this.api = new ApiFrontier(store, apiUpstreams);
        this.buffer = new LaneBuffer(store);
        this.nodes = new NodesKnown(store, memory);
        this.memory = memory;
        nodeUpstreams.forEach(upstream -> floors.put(upstream, time(floorKey(upstream))));
        this.drained = time(DRAINED);
    }

    /** A rule behind the crossing: a plain state machine over an ordered input. */
    public interface CrossingApplier {

        void shared(CrossingTurn turn, byte[] payload);

        void own(CrossingTurn turn, String node, byte[] payload);

        /** A time that the rule asked for has come. */
        void due(CrossingTurn turn);
    }

    /** @return false if it has been applied past it: it is late */
    public boolean own(String node, String subject, Position position, byte[] payload) {
        if (!position.time().isAfter(drained)) {
            return false;
        }
        nodes.heard(node, position.time());
        var origin = node + OF_NODE + position.origin();
        buffer.put(ALL, new Position(position.time(), Rank.OWN, origin, position.sequence()), subject, payload);
        return true;
    }

    /**
     * @param subject empty: it is about no single one
     * @return false if it has been applied past it: it is late
     */
    public boolean shared(String subject, Position position, byte[] payload) {
        if (!position.time().isAfter(drained)) {
            return false;
        }
        buffer.put(ALL, position, subject, payload);
        return true;
    }

    /** Whether the API's watermark of this upstream counts here. */
    public boolean isFor(ApiFrame frame) {
        return api.isFor(frame);
    }

    /** The API is known further. */
    public void accept(ApiFrame frame, CrossingApplier applier) {
        api.accept(frame);
        drain(applier);
    }

    /** Nodes are known further. */
    public void accept(NodeFrame frame, CrossingApplier applier) {
        frame.changes().forEach(change -> nodes.accept(change, drained));
        floors.put(frame.upstream(), frame.floor());
        store.put(floorKey(frame.upstream()), Wire.write(out -> Wire.time(out, frame.floor())));
        drain(applier);
    }

    /** Everything up to it has been applied. */
    public Instant drained() {
        return drained;
    }

    private void drain(CrossingApplier applier) {
        var until = floors.values().stream()
                .min(Comparator.naturalOrder())
                .filter(floor -> floor.isBefore(api.watermark()))
                .orElse(api.watermark());
        if (floors.isEmpty() || !until.isAfter(drained)) {
            return;
        }
        for (var due = buffer.due(ALL, drained, until, BATCH);
                !due.isEmpty();
                due = buffer.due(ALL, drained, until, BATCH)) {
            var end = due.getLast().position();
            for (var entry : due) {
                if (apply(entry, applier)
                        .filter(wake -> wake.isBefore(end.time()))
                        .isPresent()) {
                    break; // a deadline inside this batch: read again, it has its place before the rest
                }
            }
        }
        drained = until;
        store.put(DRAINED, Wire.write(out -> Wire.time(out, until)));
        api.trim(until.minus(memory));
    }

    /** @return the earliest deadline that the rule asked for */
    private Optional<Instant> apply(LaneBuffer.Entry entry, CrossingApplier applier) {
        buffer.remove(entry);
        var turn = new CrossingTurn(entry.position(), entry.subject(), api.unknowns(), nodes, buffer);
        switch (entry.position().rank()) {
            case SHARED -> applier.shared(turn, entry.payload());
            case OWN -> {
                var origin = entry.position().origin();
                applier.own(turn, origin.substring(0, origin.indexOf(OF_NODE)), entry.payload());
            }
            case DEADLINE -> applier.due(turn);
            case RESUME -> throw new IllegalStateException("nobody is told here that a time is known again");
        }
        return turn.earliestWake();
    }

    private Instant time(byte[] key) {
        var stored = store.get(key);
        return stored == null ? Instant.MIN : Wire.read(stored, Wire::time);
    }

    private static byte[] floorKey(String upstream) {
        return new Key().text(FLOOR).text(upstream).bytes();
    }
}
