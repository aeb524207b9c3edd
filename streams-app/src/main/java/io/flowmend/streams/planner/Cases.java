/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cases as they are kept: under which ids they are known, which of them wait, and when something is due. */
final class Cases {

    private static final String CASE = "case";
    /** Fault of an eager finding that awaits its settled one, to its id. */
    private static final String EAGER = "eager";
    /** Id of a settled finding to that of the eager one under which it is published. */
    private static final String ALIAS = "alias";

    /** The other way, to forget it. */
    private static final String ALIASED = "aliased";

    private static final String DUE = "due";
    private static final String WAITING = "waiting";
    private static final String ENDED = "ended";
    private static final byte[] NOTHING = {};

    private final SortedStore store;
    private final PlannerCodec codec;
    private final Duration resultGrace;

    Cases(SortedStore store, PlannerCodec codec, Duration resultGrace) {
        this.store = store;
        this.codec = codec;
        this.resultGrace = resultGrace;
    }

    /** Something that is due of a case. */
    record Due(Instant at, String id) {}

    /** @param id under which it is published */
    Optional<Case> read(String id) {
        return Optional.ofNullable(store.get(key(CASE, id))).map(codec::open);
    }

    /** @param id of the finding as it is published, or as it was settled */
    Optional<Case> find(String id) {
        return Optional.ofNullable(store.get(key(ALIAS, id)))
                .map(Cases::text)
                .or(() -> Optional.of(id))
                .flatMap(this::read);
    }

    /** The case of a settled finding; that of the eager one from now on, if there was one. */
    Optional<Case> settled(Finding told) {
        var published = find(told.id());
        if (published.isPresent()) {
            return published;
        }
        var link = key(EAGER, told.fault());
        var eager = Optional.ofNullable(store.get(link)).flatMap(id -> read(text(id)));
        if (eager.isPresent()) {
            store.delete(link);
        }
        var same = eager.filter(early -> isSameFault(early, told));
        same.ifPresent(early -> {
            store.put(key(ALIASED, early.id()), bytes(told.id()));
            store.put(key(ALIAS, told.id()), bytes(early.id()));
        });
        return same;
    }

    /** An eager finding that was mended before the settled one was broken is of another time. */
    private static boolean isSameFault(Case early, Finding told) {
        return !early.isEnded()
                || !told.brokenAt().isAfter(early.finding().last().at());
    }

    void awaitsSettled(Finding eager) {
        store.put(key(EAGER, eager.fault()), bytes(eager.id()));
    }

    void write(Plan plan, Case next) {
        store.put(key(CASE, next.id()), codec.write(next));
        if (plan.isWaiting()) {
            store.put(key(WAITING, next.id()), NOTHING);
        } else {
            store.delete(key(WAITING, next.id()));
        }
        plan.command()
                .ifPresent(command -> store.put(at(DUE, command.expiresAt().plus(resultGrace), next.id()), NOTHING));
        if (next.isEnded()) {
            store.put(at(ENDED, next.finding().last().at(), next.id()), NOTHING);
        }
    }

    List<String> waiting() {
        var ids = new ArrayList<String>();
        store.scan(new Key().text(WAITING).bytes(), new Key().text(WAITING).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            return ids.add(reader.text());
        });
        return ids;
    }

    /** Commands whose result should have come by then; said once. */
    List<Due> unanswered(Instant until) {
        return take(DUE, until);
    }

    void forgetEnded(Instant until) {
        take(ENDED, until).forEach(due -> forget(due.id()));
    }

    private void forget(String id) {
        read(id).filter(Case::isEnded).ifPresent(ended -> {
            store.delete(key(CASE, id));
            Optional.ofNullable(store.get(key(ALIASED, id)))
                    .ifPresent(settled -> store.delete(key(ALIAS, text(settled))));
            store.delete(key(ALIASED, id));
            var link = key(EAGER, ended.finding().fault());
            Optional.ofNullable(store.get(link))
                    .filter(to -> text(to).equals(id))
                    .ifPresent(_ -> store.delete(link));
        });
    }

    private List<Due> take(String index, Instant until) {
        var keys = new ArrayList<byte[]>();
        var due = new ArrayList<Due>();
        if (until.equals(Instant.MIN)) {
            return due;
        }
        store.scan(
                new Key().text(index).bytes(),
                new Key().text(index).time(until.plusNanos(1000)).bytes(),
                (key, value) -> {
                    var reader = new Key.Reader(key);
                    reader.text();
                    due.add(new Due(reader.time(), reader.text()));
                    return keys.add(key);
                });
        keys.forEach(store::delete);
        return due;
    }

    private static byte[] key(String part, String id) {
        return new Key().text(part).text(id).bytes();
    }

    private static byte[] at(String index, Instant time, String id) {
        return new Key().text(index).time(time).text(id).bytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
