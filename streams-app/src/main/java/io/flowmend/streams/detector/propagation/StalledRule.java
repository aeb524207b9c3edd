/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells one stalled proxy from a cluster in which most are late. It is given what all partitions say in one order, and the
 * counts of a change up to at least that time.
 */
record StalledRule(PropagationConfig config) {

    private static final String OPEN = "open";
    private static final String HELD = "held";
    private static final String MOST = "most";
    private static final String WATCHED = "watched";

    /** @param tally of the change that a late proxy waits for */
    void said(Book book, LateProxy said, Instant at, Optional<Tally> tally, Consumer<Finding> publish) {
        switch (said) {
            case LateProxy.Late late -> late(book, late, tally, publish);
            case LateProxy.CaughtUp(var node, var ack) ->
                over(
                        book,
                        node,
                        FindingState.HEALED_BY_OTHERS,
                        at,
                        "the proxy has caught up",
                        List.of(new Evidence("the acknowledgement that catches up", ack)),
                        publish);
            case LateProxy.Gone(var node) ->
                over(
                        book,
                        node,
                        FindingState.EXPIRED,
                        at,
                        "nothing has been heard of the proxy for "
                                + config.giveUp().toSeconds() + " s",
                        List.of(),
                        publish);
        }
    }

    private void late(Book book, LateProxy.Late late, Optional<Tally> tally, Consumer<Finding> publish) {
        var inTime = tally.map(sum -> sum.within(config.stalled())).orElse(0L);
        var watched = Math.max(tally.map(StalledRule::known).orElse(1L), inTime + 1);
        var others = watched - 1;
        if (inTime * 2 >= others) {
            own(book, late.node(), late.finding(), others, inTime, publish);
            return;
        }
        book.put(HELD, late.node(), StoredCase.EMPTY.finding(late.finding()));
        if (book.get(MOST, "").isEmpty()) {
            var most = PropagationReport.most(late.finding(), watched, inTime, config.stalled());
            book.put(MOST, "", StoredCase.EMPTY.finding(most).word(WATCHED, Long.toString(watched)));
            publish.accept(most);
        }
    }

    /** A node that may have lost its acknowledgement is neither in time nor late. */
    private static long known(Tally tally) {
        return tally.counts().watched() - tally.counts().doubted();
    }

    private void own(Book book, String node, Finding late, long others, long inTime, Consumer<Finding> publish) {
        var finding = PropagationReport.alone(late, others, inTime, config.stalled());
        book.put(OPEN, node, StoredCase.EMPTY.finding(finding));
        publish.accept(finding);
    }

    private void over(
            Book book,
            String node,
            FindingState state,
            Instant at,
            String reason,
            List<Evidence> lines,
            Consumer<Finding> publish) {
        book.get(OPEN, node).flatMap(StoredCase::finding).ifPresent(open -> {
            book.remove(OPEN, node);
            publish.accept(PropagationReport.ended(open, state, at, reason, lines));
        });
        if (book.get(HELD, node).isPresent()) {
            book.remove(HELD, node);
            mostAreOver(book, at, publish);
        }
    }

    /** Once most have caught up, who has not is late alone. */
    private void mostAreOver(Book book, Instant at, Consumer<Finding> publish) {
        var most = book.get(MOST, "");
        var watched = most.flatMap(stored -> stored.word(WATCHED)).map(Long::parseLong);
        var left = book.names(HELD, "");
        if (watched.isEmpty() || left.size() * 2L >= watched.get()) {
            return;
        }
        book.remove(MOST, "");
        most.flatMap(StoredCase::finding)
                .ifPresent(open -> publish.accept(PropagationReport.ended(
                        open,
                        FindingState.HEALED_BY_OTHERS,
                        at,
                        "most have caught up, " + left.size() + " have not",
                        List.of())));
        for (var node : left) {
            var late = book.get(HELD, node).flatMap(StoredCase::finding).orElseThrow();
            book.remove(HELD, node);
            own(book, node, late, watched.get() - 1, watched.get() - left.size(), publish);
        }
    }
}
