/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A rule that shows in its log everything the core may get wrong: order, what the API said before, what is unknown,
 * deadlines, citations, and coming back after it had nothing to hold.
 */
final class ToyRule {

    static final List<String> VALUES = List.of("bad", "good", "odd");
    static final List<String> WORDS = List.of("open0", "open1", "open5", "open40", "past5", "touch", "touch", "close");

    /** What a rule sees of its turn. */
    interface View {

        Instant now();

        boolean isUnknown();

        String citation();

        void wakeAt(Instant time);

        void log(String text);
    }

    /**
     * What the rule holds per lane and subject.
     *
     * @param held its deadline has come over an unknown time
     */
    record State(String value, boolean suspect, Instant deadline, boolean held) {

        static final State NONE = new State("none", false, Instant.MIN, false);

        State value(String next) {
            return new State(next, suspect, deadline, held);
        }

        State open(Instant next) {
            return new State(value, true, next, false);
        }

        State hold() {
            return new State(value, suspect, deadline, true);
        }

        State closed() {
            return new State(value, false, Instant.MIN, false);
        }
    }

    static State shared(State state, View view, String value) {
        var next = state.value(value);
        if (!state.suspect()) {
            return next;
        }
        view.log("shared " + value + known(view));
        if (value.startsWith("good")) {
            return next.closed();
        }
        return value.startsWith("odd") ? wake(next, view, 7) : next;
    }

    static State own(State state, View view, String word) {
        view.log("own " + word + " sees " + state.value() + known(view));
        if (word.startsWith("open")) {
            return wake(state, view, Integer.parseInt(word.substring(4, word.indexOf(':'))));
        }
        if (word.startsWith("past")) {
            return wake(state, view, -Integer.parseInt(word.substring(4, word.indexOf(':'))));
        }
        return word.startsWith("close") ? state.closed() : state;
    }

    static State due(State state, View view) {
        if (!state.suspect() || !state.deadline().equals(view.now())) {
            return state;
        }
        return conclude(state, view, "due");
    }

    static State resumed(State state, View view) {
        if (!state.suspect()) {
            return state;
        }
        if (state.held()) {
            return conclude(state, view, "resumed");
        }
        view.log("resumed" + known(view));
        return state;
    }

    private static State conclude(State state, View view, String by) {
        if (view.isUnknown()) {
            view.log(by + " held");
            return state.hold();
        }
        view.log(by + " confirmed with " + state.value() + ", " + view.citation());
        return state.closed();
    }

    private static State wake(State state, View view, int steps) {
        var time = view.now().plus(Duration.ofMillis(100).multipliedBy(steps));
        view.wakeAt(time);
        return state.open(time.isBefore(view.now()) ? view.now() : time);
    }

    private static String known(View view) {
        return view.isUnknown() ? " (unknown)" : "";
    }

    private ToyRule() {}
}
