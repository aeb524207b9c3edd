/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Sequencer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The core's sequencer over one partition; passes each fact on. */
final class ServicesStage extends Stage {

    private final String name;
    private final Set<String> upstreams;
    private final List<List<Message>> downstream;
    private Sequencer sequencer;
    private Instant reached = Instant.MIN;
    private @Nullable Position applied;

    ServicesStage(String name, Set<String> upstreams, List<List<Message>> downstream) {
        this.name = name;
        this.upstreams = upstreams;
        this.downstream = downstream;
        this.sequencer = new Sequencer(store, name, upstreams);
    }

    @Override
    void open() {
        sequencer = new Sequencer(store, name, upstreams);
        reached = sequencer.reached();
        applied = null;
    }

    @Override
    void take(Message message) {
        switch (message) {
            case Message.ApiFact fact ->
                sequencer.put(fact.position(), new Payload(fact.subject(), fact.value()).bytes());
            case Message.ApiTold(var frame) ->
                sequencer
                        .accept(frame, this::apply)
                        .ifPresent(next -> multicast(downstream, new Message.ApiTold(next)));
            default -> throw new AssertionError("not for services: " + message);
        }
    }

    @Override
    void check() {
        if (sequencer.reached().isBefore(reached)) {
            throw new AssertionError(name + " went back to " + sequencer.reached() + " from " + reached);
        }
        reached = sequencer.reached();
    }

    private void apply(Position position, byte[] payload) {
        if (applied != null && applied.compareTo(position) >= 0) {
            throw new AssertionError(name + " applied " + position + " after " + applied);
        }
        applied = position;
        write(downstream, Payload.of(payload).subject(), new Message.Shared(position, payload));
    }
}
