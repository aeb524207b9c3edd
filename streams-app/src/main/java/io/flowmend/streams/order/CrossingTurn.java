/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.Optional;

/** One event's turn in a {@link Crossing}: where it stands, and what is known of each node up to its time. */
public final class CrossingTurn {

    /** The lane of the buffer: there is one. */
    private static final String ALL = "";

    private final Position position;
    private final String subject;
    private final Unknowns api;
    private final NodesKnown nodes;
    private final LaneBuffer buffer;
    private Optional<Instant> earliestWake = Optional.empty();

    CrossingTurn(Position position, String subject, Unknowns api, NodesKnown nodes, LaneBuffer buffer) {
        this.position = position;
        this.subject = subject;
        this.api = api;
        this.nodes = nodes;
        this.buffer = buffer;
    }

    public String subject() {
        return subject;
    }

    public Position position() {
        return position;
    }

    public Instant now() {
        return position.time();
    }

    /** Whether the API is known at {@link #now()}. */
    public boolean isApiKnown() {
        return api.isKnown(now());
    }

    /** The end of the last time up to {@link #now()} over which the API was not known, as far back as the memory goes. */
    public Instant apiKnownSince() {
        return api.intervals().stream()
                .map(Interval::until)
                .filter(end -> !end.isAfter(now()))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    /**
     * Whether a node is known from {@code from} to {@code to}.
     *
     * @param to not after {@link #now()}: of what comes later it depends on what was read first
     */
    public boolean isKnown(String node, Instant from, Instant to) {
        requirePast(to);
        return nodes.unknowns(node).intervals().stream()
                .noneMatch(interval ->
                        interval.from().isBefore(to) && interval.until().isAfter(from));
    }

    /** Since when a node has been silent, or what it said not to be believed, if it is so right now. */
    public Optional<Instant> silentSince(String node) {
        return nodes.unknowns(node).intervals().stream()
                .filter(interval -> interval.contains(now()))
                .map(Interval::from)
                .min(Instant::compareTo);
    }

    /** The first heartbeat of a node, in sequence, that covers {@link #now()}, if the node is known now. */
    public Optional<byte[]> covering(String node) {
        return api.isKnown(now()) && nodes.unknowns(node).isKnown(now())
                ? nodes.firstFrom(node, now())
                : Optional.empty();
    }

    /** The heartbeat by which a node was known last, at {@code time}. */
    public Optional<byte[]> last(String node, Instant time) {
        requirePast(time);
        return nodes.lastUntil(node, time);
    }

    /**
     * Asks for a turn at {@code time}, after this one.
     *
     * @param tag what it is for: the origin of that turn's position
     */
    public void wakeAt(Instant time, String tag) {
        if (!time.isAfter(now())) {
            throw new IllegalArgumentException("wake at " + time + "; allowed: after " + now());
        }
        buffer.put(ALL, new Position(time, Rank.DEADLINE, tag, 0), subject);
        if (earliestWake.isEmpty() || time.isBefore(earliestWake.get())) {
            earliestWake = Optional.of(time);
        }
    }

    Optional<Instant> earliestWake() {
        return earliestWake;
    }

    private void requirePast(Instant time) {
        if (time.isAfter(now())) {
            throw new IllegalArgumentException("asked for " + time + "; allowed: up to " + now());
        }
    }
}
