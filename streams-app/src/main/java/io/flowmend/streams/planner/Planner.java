/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The shell around the rule: looks up the case, asks, stores, and hands on what was decided. */
public final class Planner {

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

    /** Twice what a settled finding takes on a healthy platform, and less than half of a command's usual life. */
    private static final Duration STALE = Duration.ofSeconds(2);

    private final SortedStore store;
    private final PlannerCodec codec;
    private final PlannerConfig config;
    private final PlanRule rule;
    private final Protections protections;
    private final OptOuts optOuts;
    private final BooleanSupplier canSign;
    private final Output output;
    /** A deadline before it is over, however late the case arrives that has it. */
    private Instant reached = Instant.MIN;

    /** Takes what was decided. */
    public interface Output {

        void decided(Decision decision, boolean eager);

        void command(Command command);

        /** The finding has a step or a line more. */
        void published(Finding finding);
    }

    /** @param canSign whether there is a signing key, asked per decision */
    public Planner(
            SortedStore store, PlannerCodec codec, PlannerConfig config, BooleanSupplier canSign, Output output) {
        this.store = store;
        this.codec = codec;
        this.config = config;
        this.rule = new PlanRule(config.commandLife(), config.resultGrace(), config.attempts());
        this.protections = new Protections(store, codec, config);
        this.optOuts = new OptOuts(store);
        this.canSign = canSign;
        this.output = output;
    }

    public OptOuts optOuts() {
        return optOuts;
    }

    /**
     * The address stage told of a finding.
     *
     * @param live the present, at which an eager finding is commanded; others are decided at their own time, unless that is so
     *     long ago that a command would be born old. {@link Instant#MIN} in a replay, which has no present
     */
    public void finding(Finding told, Instant live) {
        var own = time(told);
        var now = told.eager() || own.isBefore(earliest(live)) ? live : own;
        var known = told.eager() ? read(told.id()) : settled(told);
        if (told.eager() && known.isPresent()) {
            return;
        }
        alarm(known, told, now);
        var plan =
                rule.onFinding(known, told, situation(known.map(Case::finding).orElse(told), now));
        if (told.eager() && plan.command().isEmpty()) {
            return; // not ours to act on: the settled one comes
        }
        if (told.eager()) {
            store.put(new Key().text(EAGER).text(told.fault()).bytes(), bytes(told.id()));
        }
        carryOut(known, plan, now);
        overdue();
    }

    public void result(Result result) {
        read(result.findingId()).ifPresent(open -> {
            var now = result.record().time();
            carryOut(Optional.of(open), rule.onResult(open, result, situation(open.finding(), now)), now);
        });
        overdue();
    }

    /** @return false if there is no such finding */
    public boolean approval(Approval word) {
        var found = read(resolve(word.findingId()));
        found.ifPresent(open -> {
            var now = word.record().time();
            carryOut(found, rule.onApproval(open, word, situation(open.finding(), now)), now);
        });
        overdue();
        return found.isPresent();
    }

    /** Event time has come this far: commands expire, budgets are free again, the ended is forgotten. */
    public void clock(Instant now) {
        reached = now.isAfter(reached) ? now : reached;
        overdue();
        for (var id : ids(WAITING)) {
            read(id).ifPresent(open ->
                    carryOut(Optional.of(open), rule.onChance(open, situation(open.finding(), now)), now));
        }
        take(ENDED, now.minus(config.memory())).forEach(due -> forget(due.id()));
    }

    /** What is over is decided at its deadline, not at the tick that shows it; a next attempt may be over by now, too. */
    private void overdue() {
        for (var all = take(DUE, reached); !all.isEmpty(); all = take(DUE, reached)) {
            for (var due : all) {
                read(due.id())
                        .ifPresent(open -> carryOut(
                                Optional.of(open), rule.onDue(open, situation(open.finding(), due.at())), due.at()));
            }
        }
    }

    private static Instant earliest(Instant live) {
        return live.equals(Instant.MIN) ? live : live.minus(STALE);
    }

    private Optional<Case> settled(Finding told) {
        var published = read(resolve(told.id()));
        if (published.isPresent()) {
            return published;
        }
        var link = new Key().text(EAGER).text(told.fault()).bytes();
        var eager = Optional.ofNullable(store.get(link)).flatMap(id -> read(text(id)));
        var same = eager.filter(early -> isSameFault(early, told));
        if (eager.isPresent()) {
            store.delete(link);
        }
        same.ifPresent(
                early -> store.put(new Key().text(ALIASED).text(early.id()).bytes(), bytes(told.id())));
        same.ifPresent(early -> store.put(new Key().text(ALIAS).text(told.id()).bytes(), bytes(early.id())));
        return same;
    }

    /** An eager finding that was mended before the settled one was broken is of another time. */
    private static boolean isSameFault(Case early, Finding told) {
        return !early.isEnded()
                || !told.brokenAt().isAfter(early.finding().last().at());
    }

    private void alarm(Optional<Case> known, Finding told, Instant now) {
        var fresh = known.filter(Case::alarmed).isEmpty();
        if (fresh && told.remedy().isPresent() && !told.last().state().isEnd()) {
            protections.alarm(told, now);
        }
    }

    private void carryOut(Optional<Case> before, Plan plan, Instant now) {
        var next = plan.next().finding().remedy().isPresent() ? plan.next().alarm() : plan.next();
        var changed = before.filter(next::equals).isEmpty();
        if (changed) {
            store.put(key(next.id()), codec.write(next));
            index(next, plan);
        }
        publish(before.map(Case::finding), next.finding());
        plan.command().ifPresent(command -> {
            protections.spend(command.finding(), now);
            output.command(command);
        });
        plan.decisions().forEach(decision -> output.decided(decision, !next.settled()));
    }

    /** Once per step of its life, or once if only its lines have changed. */
    private void publish(Optional<Finding> before, Finding now) {
        var steps = now.transitions();
        var known = before.map(each -> each.transitions().size()).orElse(0);
        for (var count = known + 1; count < steps.size(); count++) {
            output.published(now.lived(now.epoch(), steps.subList(0, count), now.evidence()));
        }
        if (before.filter(now::equals).isEmpty()) {
            output.published(now);
        }
    }

    private void index(Case next, Plan plan) {
        if (plan.isWaiting()) {
            store.put(waiting(next.id()), NOTHING);
        } else {
            store.delete(waiting(next.id()));
        }
        plan.command()
                .ifPresent(command ->
                        store.put(at(DUE, command.expiresAt().plus(config.resultGrace()), next.id()), NOTHING));
        if (next.isEnded()) {
            store.put(at(ENDED, next.finding().last().at(), next.id()), NOTHING);
        }
    }

    private void forget(String id) {
        read(id).filter(Case::isEnded).ifPresent(ended -> {
            store.delete(key(id));
            var aliased = new Key().text(ALIASED).text(id).bytes();
            Optional.ofNullable(store.get(aliased))
                    .ifPresent(settled -> store.delete(
                            new Key().text(ALIAS).text(text(settled)).bytes()));
            store.delete(aliased);
            store.delete(new Key().text(EAGER).text(ended.finding().fault()).bytes());
        });
    }

    private Situation situation(Finding finding, Instant now) {
        var mode = config.modes().of(finding);
        return new Situation(
                now,
                mode,
                optOuts.of(finding),
                mode != Mode.OBSERVE && canSign.getAsBoolean(),
                protections.closed(now),
                protections.spent(finding, now));
    }

    /** A finding is decided at its last step, or at the last sight of what its remedy names, whichever is later. */
    private static Instant time(Finding told) {
        var last = told.last().at();
        return told.remedy()
                .flatMap(Planner::seen)
                .filter(seen -> seen.isAfter(last) && !told.last().state().isEnd())
                .orElse(last);
    }

    private static Optional<Instant> seen(Remedy remedy) {
        var times = new ArrayList<Instant>();
        remedy.entries().forEach(entry -> times.add(entry.seenAt()));
        remedy.sockets().forEach(socket -> times.add(socket.seenAt()));
        return times.stream().max(Comparator.naturalOrder());
    }

    private Optional<Case> read(String id) {
        return Optional.ofNullable(store.get(key(id))).map(codec::open);
    }

    private String resolve(String id) {
        var alias = store.get(new Key().text(ALIAS).text(id).bytes());
        return alias == null ? id : text(alias);
    }

    private record Due(Instant at, String id) {}

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

    private List<String> ids(String index) {
        var ids = new ArrayList<String>();
        store.scan(new Key().text(index).bytes(), new Key().text(index).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            return ids.add(reader.text());
        });
        return ids;
    }

    private static byte[] key(String id) {
        return new Key().text(CASE).text(id).bytes();
    }

    private static byte[] waiting(String id) {
        return new Key().text(WAITING).text(id).bytes();
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
