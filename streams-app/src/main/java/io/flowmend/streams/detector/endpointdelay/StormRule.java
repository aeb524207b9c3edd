/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.ClusterOutput;
import io.flowmend.streams.node.ClusterRule;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Makes one finding of many late endpoints with one cause. It is given what rules of all nodes find, in one order, and
 * holds each for a window; then it is published alone, or stands in a finding for all.
 */
public record StormRule(StormConfig config) implements ClusterRule {

    private static final String HELD = "held";
    private static final String ALONE = "alone";
    private static final String MEMBER = "member";
    private static final String ROOT = "root";
    private static final String NODE_OF = "node-of";
    private static final String WINDOW = "window";
    private static final String END = "end";
    private static final String CAUSE = "cause";
    /** How many members of a cause are still late. */
    private static final String OPEN = "open";

    private static final StoredCase NOTHING = StoredCase.EMPTY;

    @Override
    public String name() {
        return EndpointDelayReport.RULE;
    }

    @Override
    public void said(Book book, StoredCase said, Instant at, ClusterOutput publish) {
        var late = LateEndpoint.of(said);
        reached(book, at.minusNanos(1000), publish);
        var id = late.finding().id();
        if (book.get(ALONE, id).isPresent()) {
            publish.accept(late.finding());
            if (isEnded(late)) {
                book.remove(ALONE, id);
            }
        } else if (book.get(MEMBER, id).isPresent()) {
            if (isEnded(late)) {
                leave(book, id, at, publish);
            }
        } else {
            hold(book, late, at);
        }
    }

    @Override
    public void reached(Book book, Instant until, ClusterOutput publish) {
        var end = book.get(WINDOW, "").flatMap(stored -> stored.word(END)).map(Instant::parse);
        if (end.filter(time -> !time.isAfter(until)).isPresent()) {
            book.remove(WINDOW, "");
            close(book, end.get(), publish);
        }
    }

    private void hold(Book book, LateEndpoint late, Instant at) {
        book.put(HELD, late.finding().id(), late.stored());
        if (book.get(WINDOW, "").isEmpty()) {
            book.put(WINDOW, "", NOTHING.word(END, at.plus(config.window()).toString()));
        }
    }

    private void close(Book book, Instant end, ClusterOutput publish) {
        var held = new ArrayList<LateEndpoint>();
        for (var id : book.names(HELD, "")) {
            held.add(LateEndpoint.of(book.get(HELD, id).orElseThrow()));
            book.remove(HELD, id);
        }
        held.sort(Comparator.comparing((LateEndpoint late) -> late.finding().detectedAt())
                .thenComparing(late -> late.finding().id()));
        var grouped = new HashSet<String>();
        var least = config.endpoints();
        Cause.groups(held, least).forEach((text, group) -> {
            root(book, Cause.read(text), group, end, publish);
            group.forEach(each -> grouped.add(each.finding().id()));
        });
        for (var each : held) {
            if (!grouped.contains(each.finding().id())) {
                alone(book, each, end, publish);
            }
        }
    }

    /** One that has the cause of an open finding joins it, however few there are. */
    private void alone(Book book, LateEndpoint late, Instant end, ClusterOutput publish) {
        for (var text : book.names(ROOT, "")) {
            var cause = Cause.read(text);
            if (isOf(cause, late)) {
                root(book, cause, List.of(late), end, publish);
                return;
            }
        }
        publish.accept(late.finding());
        if (!isEnded(late)) {
            book.put(ALONE, late.finding().id(), NOTHING);
        }
    }

    private static boolean isOf(Cause cause, LateEndpoint late) {
        var unannotated = late.finding().causeClass().equals(EndpointDelayReport.ANNOTATION);
        return switch (cause.kind()) {
            case ANNOTATION -> unannotated;
            case TYPHA ->
                !unannotated && late.typha().filter(cause.name()::equals).isPresent();
            case API, SEVERAL_NODES -> !unannotated;
            case NODE -> !unannotated && late.finding().subject().node().equals(cause.name());
        };
    }

    private void root(Book book, Cause cause, List<LateEndpoint> group, Instant at, ClusterOutput publish) {
        var joined = 0;
        for (var each : group) {
            book.put(NODE_OF, cause.text() + "\n" + each.finding().subject().node(), NOTHING);
            if (!isEnded(each)) {
                book.put(MEMBER, each.finding().id(), NOTHING.word(CAUSE, cause.text()));
                joined++;
            }
        }
        var known = book.get(ROOT, cause.text()).flatMap(StoredCase::finding);
        var nodes = book.names(NODE_OF, cause.text() + "\n").size();
        var finding = known.map(open -> StormReport.more(open, cause, group, nodes, at, config.listed()))
                .orElseGet(() -> StormReport.open(cause, group, at, config.listed()));
        publish.accept(finding);
        book.put(ROOT, cause.text(), NOTHING.finding(finding));
        if (count(book, cause.text(), joined) == 0) {
            end(book, cause.text(), at, publish);
        }
    }

    private static void leave(Book book, String id, Instant at, ClusterOutput publish) {
        var cause = book.get(MEMBER, id).flatMap(stored -> stored.word(CAUSE)).orElseThrow();
        book.remove(MEMBER, id);
        if (count(book, cause, -1) == 0) {
            end(book, cause, at, publish);
        }
    }

    private static void end(Book book, String cause, Instant at, ClusterOutput publish) {
        var open = book.get(ROOT, cause).flatMap(StoredCase::finding).orElseThrow();
        book.remove(ROOT, cause);
        book.remove(OPEN, cause);
        book.names(NODE_OF, cause + "\n").forEach(name -> book.remove(NODE_OF, name));
        publish.accept(StormReport.over(open, at));
    }

    private static int count(Book book, String cause, int change) {
        var before = book.get(OPEN, cause).flatMap(stored -> stored.word(OPEN)).orElse("0");
        var now = Integer.parseInt(before) + change;
        book.put(OPEN, cause, NOTHING.word(OPEN, Integer.toString(now)));
        return now;
    }

    private static boolean isEnded(LateEndpoint late) {
        return late.finding().last().state().isEnd();
    }
}
