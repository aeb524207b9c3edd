/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.order.Turn;
import io.flowmend.streams.order.sim.ToyRule.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the toy rule behind the core; its state lives in the store, as a detector's does. Checks the order per lane. */
final class RuleHost implements Applier {

    private static final int MOST_TURNS_PER_STEP = 5000;

    private final SortedStore store;
    private final Map<String, Position> applied;
    private final Consumer<Message.Line> log;
    private int turns;

    RuleHost(SortedStore store, Map<String, Position> applied, Consumer<Message.Line> log) {
        this.store = store;
        this.applied = applied;
        this.log = log;
    }

    @Override
    public void shared(Turn turn, byte[] payload) {
        if (get(turn).suspect()) {
            count(turn);
        } // else it comes from the history, at its own time, before the node's event that needs it
        put(
                turn,
                ToyRule.shared(
                        get(turn), new TurnView(turn), Payload.of(payload).word()));
    }

    @Override
    public void own(Turn turn, byte[] payload) {
        count(turn);
        put(turn, ToyRule.own(get(turn), new TurnView(turn), Payload.of(payload).word()));
    }

    @Override
    public void resumed(Turn turn) {
        count(turn);
        put(turn, ToyRule.resumed(get(turn), new TurnView(turn)));
    }

    @Override
    public void due(Turn turn) {
        count(turn);
        put(turn, ToyRule.due(get(turn), new TurnView(turn)));
    }

    /** Once the rule holds nothing it also forgets what the API said. */
    @Override
    public boolean isIdle(String lane, String subject) {
        var bytes = store.get(key(lane, subject));
        var idle = bytes == null || !read(bytes).suspect();
        if (idle) {
            store.delete(key(lane, subject));
        }
        return idle;
    }

    private void count(Turn turn) {
        if (++turns > MOST_TURNS_PER_STEP) {
            throw new AssertionError("the lane " + turn.lane() + " does not come to an end");
        }
        var before = applied.put(turn.lane(), turn.position());
        if (before != null && before.compareTo(turn.position()) > 0) {
            throw new AssertionError(turn.lane() + " applied " + turn.position() + " after " + before);
        }
    }

    private State get(Turn turn) {
        var bytes = store.get(key(turn.lane(), turn.subject()));
        return bytes == null ? State.NONE : read(bytes);
    }

    private void put(Turn turn, State state) {
        var deadline =
                state.deadline().equals(Instant.MIN) ? "" : state.deadline().toString();
        var text = String.join(
                "|", state.value(), Boolean.toString(state.suspect()), Boolean.toString(state.held()), deadline, "end");
        store.put(key(turn.lane(), turn.subject()), text.getBytes(StandardCharsets.UTF_8));
    }

    private static State read(byte[] bytes) {
        var parts = new String(bytes, StandardCharsets.UTF_8).split("\\|", -1);
        var deadline = parts[3].isEmpty() ? Instant.MIN : Instant.parse(parts[3]);
        return new State(parts[0], Boolean.parseBoolean(parts[1]), deadline, Boolean.parseBoolean(parts[2]));
    }

    private static byte[] key(String lane, String subject) {
        return new Key().text("toy").text(lane).text(subject).bytes();
    }

    /** The core's turn as the rule sees it. */
    private final class TurnView implements ToyRule.View {

        private final Turn turn;

        TurnView(Turn turn) {
            this.turn = turn;
        }

        @Override
        public Instant now() {
            return turn.now();
        }

        @Override
        public boolean isUnknown() {
            return !turn.isKnown();
        }

        @Override
        public String citation() {
            return turn.citation(turn.now())
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("no citation");
        }

        @Override
        public void wakeAt(Instant time) {
            turn.wakeAt(time, "toy");
        }

        @Override
        public void log(String text) {
            log.accept(new Message.Line(turn.lane(), turn.subject(), turn.now() + " " + text));
        }
    }
}
