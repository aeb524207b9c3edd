/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Turn} of one lane. */
final class LaneTurn implements Turn {

    private final Lane lane;
    private final Unknowns api;
    private final Position position;
    private final String subject;
    private final LaneBuffer buffer;
    private final @Nullable LaneTurn whole;
    private Optional<Instant> earliestWake = Optional.empty();

    LaneTurn(Lane lane, Unknowns api, Position position, String subject, LaneBuffer buffer) {
        this(lane, api, position, subject, buffer, null);
    }

    private LaneTurn(
            Lane lane, Unknowns api, Position position, String subject, LaneBuffer buffer, @Nullable LaneTurn whole) {
        this.lane = lane;
        this.api = api;
        this.position = position;
        this.subject = subject;
        this.buffer = buffer;
        this.whole = whole;
    }

    /** The same turn for one subject of the lane. */
    LaneTurn of(String one) {
        return new LaneTurn(lane, api, position, one, buffer, this);
    }

    @Override
    public String lane() {
        return lane.name();
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public boolean isKnown() {
        return lane.unknowns().isKnown(now()) && api.isKnown(now()) && !isBeforeReturn();
    }

    /** What the node missed may be of the very time at which it is known again: it is so from the resumption on. */
    private boolean isBeforeReturn() {
        return position.rank().compareTo(Rank.RESUME) < 0 && lane.unknowns().endsAt(now());
    }

    @Override
    public boolean isNodeBack() {
        return lane.unknowns().endsAt(now());
    }

    @Override
    public void wakeAt(Instant time, String tag) {
        var at = time.isBefore(now()) ? now() : time;
        buffer.put(lane.name(), new Position(at, Rank.DEADLINE, tag, 0), subject);
        noteWake(at);
    }

    @Override
    public Optional<byte[]> citation(Instant time) {
        return lane.citing(time);
    }

    Optional<Instant> earliestWake() {
        return earliestWake;
    }

    private void noteWake(Instant at) {
        if (earliestWake.isEmpty() || at.isBefore(earliestWake.get())) {
            earliestWake = Optional.of(at);
        }
        if (whole != null) {
            whole.noteWake(at);
        }
    }
}
