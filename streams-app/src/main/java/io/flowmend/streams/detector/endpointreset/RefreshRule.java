/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeRule;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Looks at one node: which rules were written why, and which resets its own connections received. */
public record RefreshRule(EndpointResetConfig config) implements NodeRule {

    static final String NAME = "endpointreset";
    static final String CALICO = "calico";
    private static final String POD = "pod";
    private static final String NAMED = "named";
    private static final String NODE = "node";
    private static final String WRITTEN = "written";
    private static final String HEARD = "heard";
    private static final String RELABELLED = "relabelled";
    private static final String KEYS = "keys";
    private static final String GAP = "gap-until";
    private static final String RULES_TAG = "rules/";
    private static final String RESET_TAG = "reset/";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void pod(Scene scene, PodSeen pod, boolean live) {
        var book = scene.book();
        var before = book.get(POD, pod.uid());
        book.put(NAMED, pod.pod() + "/" + pod.uid(), StoredCase.EMPTY);
        var next = before.orElse(StoredCase.EMPTY).pod(pod);
        var relabelled = before.flatMap(StoredCase::pod).filter(pod::isRelabelled);
        if (relabelled.isPresent()) {
            next = next.mark(RELABELLED, pod.record()).word(KEYS, changed(relabelled.get(), pod));
        }
        book.put(POD, pod.uid(), next);
    }

    private static String changed(PodSeen before, PodSeen now) {
        var keys = new TreeSet<>(before.labels().keySet());
        keys.addAll(now.labels().keySet());
        keys.removeIf(key -> Optional.ofNullable(before.labels().get(key))
                .equals(Optional.ofNullable(now.labels().get(key))));
        return String.join(", ", keys);
    }

    @Override
    public void forget(Scene scene, String uid) {
        var book = scene.book();
        book.get(POD, uid).flatMap(StoredCase::pod).ifPresent(pod -> book.remove(NAMED, pod.pod() + "/" + uid));
        book.remove(POD, uid);
    }

    @Override
    public void fact(Scene scene, NodeFact fact) {
        switch (fact) {
            case NodeFact.Refresh(var why, var name, var record) ->
                node(scene.book(), stored -> stored.mark(why.name(), record).word(why.name(), name));
            case NodeFact.Rules rules -> {
                if (rules.written()) {
                    written(scene, rules);
                } else {
                    unchanged(scene, rules);
                }
            }
            case NodeFact.Reset reset -> {
                var refused = reset.state().filter("TCP_SYN_SENT"::equals).isPresent();
                if (!reset.sent() && !refused) {
                    heard(scene, reset);
                } else {
                    var reason = reset.sent() ? Acquittal.SENT : Acquittal.REFUSED;
                    harmless(scene, reset.tuple().destination(), reason);
                }
            }
            case NodeFact.Programmed _,
                    NodeFact.Unprogrammed _,
                    NodeFact.RouteHere _,
                    NodeFact.RouteGone _,
                    NodeFact.LinkUp _,
                    NodeFact.LinkGone _,
                    NodeFact.HnsHere _,
                    NodeFact.HnsGone _,
                    NodeFact.ProxyDeleted _,
                    NodeFact.CniAdded _,
                    NodeFact.CniRemoved _,
                    NodeFact.TyphaLink _,
                    NodeFact.DumpEnded _,
                    NodeFact.Other _ -> {}
        }
    }

    private void written(Scene scene, NodeFact.Rules rules) {
        var name = rules.workload().name();
        for (var each : scene.book().names(NAMED, name + "/")) {
            var uid = each.substring(name.length() + 1);
            scene.book().put(WRITTEN, uid, StoredCase.EMPTY.mark(Words.RULES, rules.record()));
            scene.wakeAt(scene.now().plus(config.settle()), RULES_TAG + uid);
        }
    }

    private static void unchanged(Scene scene, NodeFact.Rules rules) {
        var name = rules.workload().name();
        for (var each : scene.book().names(NAMED, name + "/")) {
            scene.book()
                    .get(POD, each.substring(name.length() + 1))
                    .flatMap(StoredCase::pod)
                    .ifPresent(pod -> harmless(scene, about(pod), Acquittal.UNCHANGED));
        }
    }

    private static String about(PodSeen pod) {
        return pod.addresses().isEmpty() ? pod.pod() : String.join(",", pod.addresses());
    }

    private static void harmless(Scene scene, String about, String reason) {
        scene.harmless(() -> Acquittal.of(scene.cluster(), scene.node(), about, reason, scene.now()));
    }

    /** Its cause is decided on another node: this one waits until it must have been. */
    private void heard(Scene scene, NodeFact.Reset reset) {
        var tuple = reset.tuple();
        var stored = StoredCase.EMPTY
                .mark(Words.RESET, reset.record())
                .word(Words.NODE, scene.node())
                .word(Words.CLUSTER, scene.cluster())
                .word(Words.PEER, tuple.source() + ":" + tuple.sourcePort())
                .word(Words.FROM, tuple.destination());
        var since = reset.establishedMillis();
        var id = reset.record().origin();
        scene.book()
                .put(
                        HEARD,
                        id,
                        since.isPresent()
                                ? stored.word(
                                        Words.ESTABLISHED,
                                        reset.record()
                                                .time()
                                                .minusMillis(since.getAsLong())
                                                .toString())
                                : stored);
        scene.wakeAt(scene.now().plus(config.handover()), RESET_TAG + id);
    }

    @Override
    public void gap(Scene scene, Gap gap) {
        node(scene.book(), stored -> stored.word(GAP, gap.until().toString()));
    }

    @Override
    public void resumed(Scene scene) {
        node(
                scene.book(),
                stored -> stored.word(GAP)
                                .filter(until -> until.equals(Instant.MAX.toString()))
                                .isPresent()
                        ? stored.word(GAP, scene.now().toString())
                        : stored);
    }

    @Override
    public void due(Scene scene, String tag) {
        if (tag.startsWith(RESET_TAG)) {
            var id = tag.substring(RESET_TAG.length());
            scene.book().get(HEARD, id).ifPresent(stored -> {
                scene.book().remove(HEARD, id);
                scene.handOn(id, stored);
            });
        } else {
            judge(scene, tag.substring(RULES_TAG.length()));
        }
    }

    private void judge(Scene scene, String uid) {
        var rules = scene.book().get(WRITTEN, uid).flatMap(stored -> stored.mark(Words.RULES));
        var stored = scene.book().get(POD, uid);
        scene.book().remove(WRITTEN, uid);
        var beat = scene.beat();
        var pod = stored.flatMap(StoredCase::pod).filter(PodSeen::isAlive);
        if (rules.isEmpty() || pod.isEmpty() || beat.isEmpty()) {
            stored.flatMap(StoredCase::pod)
                    .ifPresent(
                            seen -> harmless(scene, about(seen), seen.isAlive() ? Acquittal.UNKNOWN : Acquittal.ENDED));
            return;
        }
        if (beat.get().isWindows() || pod.get().isWindows()) {
            scene.handOn(uid, refresh(scene, rules.get(), stored.get(), beat.get()));
        } else {
            harmless(scene, about(pod.get()), Acquittal.NO_WINDOWS);
        }
    }

    private StoredCase refresh(Scene scene, RecordRef rules, StoredCase stored, NodeBeat beat) {
        var node = scene.book().get(NODE, "").orElse(StoredCase.EMPTY);
        var why = why(node, stored, rules, beat);
        var cause = why == Why.LABELS ? stored.mark(RELABELLED) : node.mark(why.name());
        var what = why == Why.LABELS ? stored.word(KEYS) : node.word(why.name());
        var said = StoredCase.EMPTY
                .pod(stored.pod().orElseThrow())
                .word(Words.NODE, scene.node())
                .word(Words.CLUSTER, scene.cluster())
                .word(Words.WHY, why.name())
                .word(Words.WHAT, what.orElse(""))
                .mark(Words.RULES, rules)
                .mark(Words.BEAT, beat.record());
        said = cause.isPresent() ? said.mark(Words.CAUSE, cause.get()) : said;
        var version = beat.version(CALICO);
        return version.isPresent() ? said.word(Words.VERSION, version.get()) : said;
    }

    /** The absence of every other cause needs that the agent's log was read all the time. */
    private Why why(StoredCase node, StoredCase pod, RecordRef rules, NodeBeat beat) {
        for (var why : Why.values()) {
            if (why != Why.LABELS && why != Why.UNKNOWN && isCause(node.mark(why.name()), rules)) {
                return why;
            }
        }
        var since = rules.time().minus(config.cause());
        var read = beat.since(NodeBeat.FELIX)
                        .filter(start -> !start.isAfter(since))
                        .isPresent()
                && node.word(GAP)
                        .map(Instant::parse)
                        .filter(until -> until.isAfter(since))
                        .isEmpty();
        return read && isLabelCause(pod.mark(RELABELLED), rules) ? Why.LABELS : Why.UNKNOWN;
    }

    private boolean isCause(Optional<RecordRef> mark, RecordRef rules) {
        return mark.map(RecordRef::time)
                .filter(at ->
                        !at.isAfter(rules.time()) && !at.isBefore(rules.time().minus(config.cause())))
                .isPresent();
    }

    /** The API may show the change after the agent has acted on it. */
    private boolean isLabelCause(Optional<RecordRef> mark, RecordRef rules) {
        return mark.map(RecordRef::time)
                .filter(at -> !at.isAfter(rules.time().plus(config.settle()))
                        && !at.isBefore(rules.time().minus(config.cause())))
                .isPresent();
    }

    private static void node(Book book, UnaryOperator<StoredCase> change) {
        book.put(NODE, "", change.apply(book.get(NODE, "").orElse(StoredCase.EMPTY)));
    }
}
