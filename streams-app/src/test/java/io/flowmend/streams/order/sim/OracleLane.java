/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.sim.ToyRule.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One node and one subject: every event in one sorted set, the rule asked for each. */
final class OracleLane implements ToyRule.View {

    private static final int SHARED = 1;
    private static final int OWN = 2;
    private static final int RESUMED = 3;
    private static final int DUE = 4;

    private final TreeSet<Event> events = new TreeSet<>(Comparator.comparing(Event::time)
            .thenComparingInt(Event::kind)
            .thenComparing(Event::origin)
            .thenComparingLong(Event::sequence));
    private final List<Span> apiUnknown;
    private final List<Span> nodeUnknown;
    private final UnaryCitation citation;
    private final Consumer<String> log;
    private Instant now = Instant.MIN;
    private boolean resumed;

    private record Event(Instant time, int kind, String origin, long sequence, UnaryOperator<State> turn) {}

    /** Which heartbeat covers a time. */
    interface UnaryCitation {
        String of(Instant time);
    }

    OracleLane(List<Span> apiUnknown, List<Span> nodeUnknown, UnaryCitation citation, Consumer<String> log) {
        this.apiUnknown = apiUnknown;
        this.nodeUnknown = nodeUnknown;
        this.citation = citation;
        this.log = log;
        for (var span : Stream.concat(apiUnknown.stream(), nodeUnknown.stream()).toList()) {
            if (span.until().isBefore(Instant.MAX)) {
                events.add(new Event(span.until(), RESUMED, "", 0, state -> ToyRule.resumed(state, this)));
            }
        }
    }

    void own(Fact fact) {
        var word = Payload.of(fact.payload()).word();
        events.add(
                new Event(fact.time(), OWN, fact.bootId(), fact.sequence(), state -> ToyRule.own(state, this, word)));
    }

    void shared(Message.ApiFact fact) {
        events.add(new Event(
                fact.position().time(),
                SHARED,
                fact.type() + fact.subject(),
                fact.position().sequence(),
                state -> ToyRule.shared(state, this, fact.value())));
    }

    void run(Instant frontier) {
        var state = State.NONE;
        while (!events.isEmpty() && !events.first().time().isAfter(frontier)) {
            var event = events.removeFirst();
            now = event.time();
            resumed = event.kind() >= RESUMED;
            state = event.turn().apply(state);
        }
    }

    @Override
    public Instant now() {
        return now;
    }

    /** What a heartbeat counts as lost may be of the heartbeat's own time. */
    @Override
    public boolean isUnknown() {
        return Span.anyCovers(apiUnknown, now)
                || Span.anyCovers(nodeUnknown, now)
                || (!resumed
                        && nodeUnknown.stream().anyMatch(span -> span.until().equals(now)));
    }

    @Override
    public String citation() {
        return citation.of(now);
    }

    @Override
    public void wakeAt(Instant time) {
        events.add(new Event(Chance.later(time, now), DUE, "", 0, state -> ToyRule.due(state, this)));
    }

    @Override
    public void log(String text) {
        log.accept(now + " " + text);
    }
}
