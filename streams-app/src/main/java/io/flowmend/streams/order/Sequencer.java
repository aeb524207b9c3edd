/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Facts of the API from several upstream partitions, applied in one order up to the least of their watermarks. */
public final class Sequencer {

    private static final String BUFFER = "buffer";

    private final SortedStore store;
    private final ApiFrontier frontier;
    private final String name;
    private Instant reached;

    /**
     * @param name what its own frames are called downstream
     * @param upstreams every partition that must have spoken before anything is applied
     */
    public Sequencer(SortedStore store, String name, Set<String> upstreams) {
        this.store = store;
        this.frontier = new ApiFrontier(store, upstreams);
        this.name = name;
        this.reached = frontier.watermark();
    }

    /** Takes one fact of the API, in the order of {@link Position}. */
    @FunctionalInterface
    public interface Applier {
        void apply(Position position, byte[] payload);
    }

    /** @return false if the frontier has passed it: it is late */
    public boolean put(Position position, byte[] payload) {
        if (!position.time().isAfter(reached)) {
            return false;
        }
        store.put(new Key().text(BUFFER).position(position).bytes(), payload);
        return true;
    }

    public Instant reached() {
        return reached;
    }

    /** @return the frame to pass on after what was applied, if the frontier moved */
    public Optional<ApiFrame> accept(ApiFrame frame, Applier applier) {
        frontier.accept(frame);
        var until = frontier.watermark();
        if (!until.isAfter(reached)) {
            return Optional.empty();
        }
        drain(until, applier);
        // An interval may be known before every upstream has passed its start; downstream it is said again, which is
        // harmless.
        var unknown = frontier.unknowns().intervals();
        frontier.trim(until);
        reached = until;
        return Optional.of(new ApiFrame(name, until, unknown));
    }

    private void drain(Instant until, Applier applier) {
        var due = new ArrayList<Due>();
        store.scan(
                new Key().text(BUFFER).bytes(),
                new Key().text(BUFFER).time(until.plusNanos(1000)).bytes(),
                (key, value) -> due.add(new Due(key, value)));
        for (var next : due) {
            var reader = new Key.Reader(next.key);
            reader.text();
            applier.apply(reader.position(), next.value);
            store.delete(next.key);
        }
    }

    private record Due(byte[] key, byte[] value) {}

    /** The facts that wait, for metrics and tests. */
    public List<Position> waiting() {
        var waiting = new ArrayList<Position>();
        store.scan(new Key().text(BUFFER).bytes(), new Key().text(BUFFER).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            return waiting.add(reader.position());
        });
        return waiting;
    }
}
