/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import io.flowmend.streams.order.Registrations.Registration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins what nodes say of a subject (a service address) with what the API says of it. One lane per node, each applied
 * in one order up to the least of the node's watermark and the API's.
 */
public final class Lanes {

    private static final int BATCH = 256;
    private static final String FLOOR = "floor";
    private static final String LANE_WIDE = "";

    private final SortedStore store;
    private final ApiFrontier api;
    private final LaneBook book;
    private final LaneBuffer buffer;
    private final SharedHistory history;
    private final Registrations registrations;
    private final Endings endings;
    private final TreeMap<String, Instant> floors = new TreeMap<>();

    /**
     * @param apiUpstreams names of the upstream partitions that speak for the API
     * @param nodeUpstreams names of those that speak for nodes
     */
    public Lanes(SortedStore store, Set<String> apiUpstreams, Set<String> nodeUpstreams) {
        this.store = store;
        this.api = new ApiFrontier(store, apiUpstreams);
        this.buffer = new LaneBuffer(store);
        this.book = new LaneBook(store, buffer);
        this.history = new SharedHistory(store);
        this.registrations = new Registrations(store);
        this.endings = new Endings(store);
        nodeUpstreams.forEach(upstream -> floors.put(upstream, restoredFloor(upstream)));
    }

    /** @return false if the lane has been applied past it: it is late */
    public boolean own(String laneName, String subject, Position position, byte[] payload) {
        var lane = book.get(laneName);
        if (!position.time().isAfter(lane.drained())) {
            return false;
        }
        if (buffer.contains(laneName, position, subject)) {
            return true;
        }
        meet(lane);
        var known = registrations.get(laneName, subject).orElse(new Registration(Instant.MAX, 0, false));
        if (position.time().isBefore(known.from())) {
            awaitShared(laneName, subject, position.time(), known.from());
            known = known.from(position.time());
        }
        registrations.put(laneName, subject, known.pending(1));
        buffer.put(laneName, position, subject, payload);
        book.awaits(laneName, position.time());
        return true;
    }

    /** @return false if the API's watermark has passed it: it is late */
    public boolean shared(String subject, Position position, byte[] payload) {
        if (!position.time().isAfter(api.watermark())) {
            return false;
        }
        history.put(subject, position, payload);
        if (payload.length == 0) {
            endings.add(position.time(), subject);
        }
        history.trim(subject, horizon());
        for (var lane : registrations.lanesOf(subject)) {
            buffer.put(lane, position, subject);
            book.awaits(lane, position.time());
        }
        return true;
    }

    /** The API is known further: applies what waited for it. */
    public void accept(ApiFrame frame, Applier applier) {
        var before = api.unknowns();
        api.accept(frame);
        api.unknowns().intervals().stream()
                .filter(interval -> !before.intervals().contains(interval))
                .forEach(interval -> book.names().forEach(lane -> resumeAt(lane, interval)));
        for (var lane : book.waitingForApi(api.watermark())) {
            drain(lane, applier);
        }
        trimEnded();
    }

    /** Nodes are known further: applies what waited for them. */
    public void accept(NodeFrame frame, Applier applier) {
        if (!floors.containsKey(frame.upstream())) {
            throw new IllegalArgumentException(
                    "frame from upstream '" + frame.upstream() + "'; allowed: " + floors.keySet());
        }
        for (var change : frame.changes()) {
            meet(book.get(change.node()));
            book.put(book.get(change.node()).with(change));
            change.unknown()
                    .filter(interval -> !interval.isOpen())
                    .ifPresent(interval -> resumeAt(change.node(), interval));
            drain(change.node(), applier);
        }
        floors.put(frame.upstream(), frame.floor());
        store.put(
                new Key().text(FLOOR).text(frame.upstream()).bytes(), Wire.write(out -> Wire.time(out, frame.floor())));
        api.trim(horizon());
        trimEnded();
    }

    /** What the API said last of a subject may be that it is gone: nothing later would sweep it out. */
    private void trimEnded() {
        var horizon = horizon();
        endings.passed(horizon).forEach(subject -> history.trim(subject, horizon));
    }

    /** Least time of which a lane, also one not seen yet, may still ask. */
    public Instant horizon() {
        var floor = floors.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MIN);
        return floor.isBefore(api.watermark()) ? floor : api.watermark();
    }

    /** How far the API is known here. */
    public Instant apiWatermark() {
        return api.watermark();
    }

    /** How far a node's events have been applied. */
    public Instant drained(String lane) {
        return book.get(lane).drained();
    }

    private void meet(Lane lane) {
        if (book.add(lane)) {
            api.unknowns().intervals().forEach(interval -> resumeAt(lane.name(), interval));
        }
    }

    private void resumeAt(String lane, Interval interval) {
        if (interval.until().isAfter(book.get(lane).drained())) {
            buffer.put(lane, new Position(interval.until(), Rank.RESUME, "", 0), LANE_WIDE);
            book.awaits(lane, interval.until());
        }
    }

    private void awaitShared(String lane, String subject, Instant from, Instant until) {
        for (var version : history.of(subject)) {
            var time = version.position().time();
            if (!time.isBefore(from) && time.isBefore(until)) {
                buffer.put(lane, version.position(), subject);
                book.awaits(lane, time);
            }
        }
    }

    private void drain(String name, Applier applier) {
        var lane = book.get(name);
        var until = lane.watermark().isBefore(api.watermark()) ? lane.watermark() : api.watermark();
        if (!until.isAfter(lane.drained())) {
            book.reindex(name, lane.drained());
            return;
        }
        var from = lane.drained();
        for (var due = buffer.due(name, from, until, BATCH);
                !due.isEmpty();
                due = buffer.due(name, from, until, BATCH)) {
            var end = due.getLast().position();
            for (var entry : due) {
                if (apply(lane, entry, applier)
                        .filter(wake -> wake.isBefore(end.time()))
                        .isPresent()) {
                    break; // a deadline inside this batch: read again, it has its place before the rest
                }
            }
        }
        book.put(lane.drainedTo(until));
        book.reindex(name, until);
    }

    /** @return the earliest deadline that the rule asked for */
    private Optional<Instant> apply(Lane lane, LaneBuffer.Entry entry, Applier applier) {
        buffer.remove(entry);
        var turn = new LaneTurn(lane, api.unknowns(), entry.position(), entry.subject(), buffer);
        switch (entry.position().rank()) {
            case SHARED -> shared(turn, applier);
            case OWN -> own(turn, entry.payload(), applier);
            case RESUME -> resumed(turn, applier);
            case DEADLINE ->
                live(turn).ifPresent(registration -> {
                    applier.due(turn);
                    settle(turn, registration, applier);
                });
        }
        return turn.earliestWake();
    }

    private void shared(LaneTurn turn, Applier applier) {
        live(turn).ifPresent(registration -> {
            applier.shared(turn, version(turn.subject(), turn.position()));
            settle(turn, registration, applier);
        });
    }

    private void own(LaneTurn turn, byte[] payload, Applier applier) {
        var registration = registrations.get(turn.lane(), turn.subject()).orElseThrow();
        if (!registration.live()) {
            // Only to build up what the API had said; the rule holds nothing of the node's yet, so it cannot conclude.
            for (var version : history.of(turn.subject())) {
                if (version.position().compareTo(turn.position()) < 0) {
                    applier.shared(
                            new LaneTurn(
                                    book.get(turn.lane()), api.unknowns(), version.position(), turn.subject(), buffer),
                            version.payload());
                }
            }
        }
        applier.own(turn, payload);
        settle(turn, registration.pending(-1), applier);
    }

    private void resumed(LaneTurn turn, Applier applier) {
        for (var subject : registrations.subjectsOf(turn.lane())) {
            var own = turn.of(subject);
            live(own).ifPresent(registration -> {
                applier.resumed(own);
                settle(own, registration, applier);
            });
        }
    }

    private Optional<Registration> live(LaneTurn turn) {
        return registrations.get(turn.lane(), turn.subject()).filter(Registration::live);
    }

    private void settle(LaneTurn turn, Registration registration, Applier applier) {
        registrations.put(turn.lane(), turn.subject(), registration.live(!applier.isIdle(turn.lane(), turn.subject())));
    }

    private byte[] version(String subject, Position position) {
        var payload = history.get(subject, position);
        if (payload == null) {
            throw new IllegalStateException("the history of " + subject + " lost its version at " + position.time());
        }
        return payload;
    }

    private Instant restoredFloor(String upstream) {
        var stored = store.get(new Key().text(FLOOR).text(upstream).bytes());
        return stored == null ? Instant.MIN : Wire.read(stored, Wire::time);
    }
}
