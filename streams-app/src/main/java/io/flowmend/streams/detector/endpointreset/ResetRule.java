/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.ClusterOutput;
import io.flowmend.streams.node.ClusterRule;
import io.flowmend.streams.node.StoredCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Joins rules that were written with the resets that peers received. */
public record ResetRule(EndpointResetConfig config) implements ClusterRule {

    private static final int LISTED = 50;
    /** By address: its pod's refresh. */
    private static final String REFRESH = "refresh";
    /** By group and address: pods of one cause are one finding. */
    private static final String MEMBER = "member";

    private static final String HIT = "hit";
    private static final String GROUP = "group";
    private static final String DUE = "due";
    private static final String OPEN = "open";
    private static final StoredCase NOTHING = StoredCase.EMPTY;

    @Override
    public String name() {
        return RefreshRule.NAME;
    }

    @Override
    public void said(Book book, StoredCase said, Instant at, ClusterOutput publish) {
        reached(book, at.minusNanos(1000), publish);
        if (said.mark(Words.RESET).isPresent()) {
            reset(book, said, at, publish);
        } else {
            refresh(book, said);
        }
    }

    private void refresh(Book book, StoredCase said) {
        var rules = said.mark(Words.RULES).orElseThrow();
        var group = group(said);
        var end = rules.time().plus(config.reset()).plus(config.handover()).plusSeconds(1);
        if (book.get(GROUP, group).isEmpty()) {
            book.put(GROUP, group, NOTHING);
            book.put(DUE, end + "\n" + GROUP + "\n" + group, NOTHING);
        }
        for (var address : said.pod().orElseThrow().addresses()) {
            book.put(REFRESH, address, said.word(GROUP, group));
            book.put(MEMBER, group + "\n" + address, said);
        }
    }

    private static String group(StoredCase said) {
        var why = Why.valueOf(said.word(Words.WHY).orElseThrow());
        var node = said.word(Words.NODE).orElseThrow();
        var one = why.isOfNode() ? "" : said.pod().orElseThrow().uid();
        return String.join(" ", node, why.name(), one);
    }

    private void reset(Book book, StoredCase said, Instant at, ClusterOutput publish) {
        var from = said.word(Words.FROM).orElseThrow();
        var known = book.get(REFRESH, from);
        if (known.isEmpty()) {
            publish.harmless(() -> harmless(said, from, Acquittal.NO_RULES, at));
        }
        known.ifPresent(refresh -> {
            var record = said.mark(Words.RESET).orElseThrow();
            var rules = refresh.mark(Words.RULES).orElseThrow();
            var after = Duration.between(rules.time(), record.time());
            // Two nodes, two clocks.
            var inTime = after.compareTo(config.skew().negated()) >= 0
                    && after.compareTo(config.reset().plus(config.skew())) <= 0;
            var older = said.word(Words.ESTABLISHED)
                    .map(Instant::parse)
                    .filter(since -> since.isAfter(rules.time()))
                    .isEmpty();
            if (inTime && older) {
                var group = refresh.word(GROUP).orElseThrow();
                book.put(HIT, group + "\n" + record.time() + "\n" + record.origin(), said);
            } else {
                var reason = inTime ? Acquittal.YOUNGER : Acquittal.NO_RULES;
                publish.harmless(() -> harmless(said, from, reason, at));
            }
        });
    }

    @Override
    public void reached(Book book, Instant until, ClusterOutput publish) {
        for (var name : book.names(DUE, "")) {
            var parts = name.split("\n", -1);
            if (Instant.parse(parts[0]).isAfter(until)) {
                continue; // few are open at a time; texts of instants of different precision have no order
            }
            book.remove(DUE, name);
            if (parts[1].equals(GROUP)) {
                decide(book, parts[2], Instant.parse(parts[0]), publish);
            } else {
                expire(book, parts[2], Instant.parse(parts[0]), publish);
            }
        }
    }

    private void decide(Book book, String group, Instant at, ClusterOutput publish) {
        var refreshes = take(book, MEMBER, group);
        var hits = take(book, HIT, group);
        book.remove(GROUP, group);
        for (var refresh : refreshes) {
            for (var address : refresh.pod().orElseThrow().addresses()) {
                book.get(REFRESH, address)
                        .flatMap(stored -> stored.word(GROUP))
                        .filter(group::equals)
                        .ifPresent(mine -> book.remove(REFRESH, address));
            }
        }
        if (hits.isEmpty()) {
            for (var refresh : refreshes) {
                var about = String.join(",", refresh.pod().orElseThrow().addresses());
                publish.harmless(() -> harmless(refresh, about, Acquittal.NO_RESET, at));
            }
            return;
        }
        var finding = EndpointResetReport.finding(refreshes, hits, at, LISTED);
        publish.accept(finding);
        book.put(OPEN, finding.id(), NOTHING.finding(finding));
        book.put(DUE, at.plus(config.open()) + "\n" + OPEN + "\n" + finding.id(), NOTHING);
    }

    private static Harmless harmless(StoredCase said, String about, String reason, Instant at) {
        return Acquittal.of(
                said.word(Words.CLUSTER).orElseThrow(), said.word(Words.NODE).orElseThrow(), about, reason, at);
    }

    private static List<StoredCase> take(Book book, String kind, String group) {
        var taken = new ArrayList<StoredCase>();
        for (var name : book.names(kind, group + "\n")) {
            book.get(kind, name).ifPresent(taken::add);
            book.remove(kind, name);
        }
        return taken;
    }

    private static void expire(Book book, String id, Instant at, ClusterOutput publish) {
        book.get(OPEN, id).flatMap(StoredCase::finding).ifPresent(open -> {
            book.remove(OPEN, id);
            publish.accept(open.then(
                    new Transition(FindingState.EXPIRED, at, "what the pod still held has timed out, or was made anew"),
                    List.of()));
        });
    }
}
