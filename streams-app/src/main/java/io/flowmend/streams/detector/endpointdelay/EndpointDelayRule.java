/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.Latency;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Workload;
import io.flowmend.streams.node.NodeRule;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import io.flowmend.streams.node.StoredCase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Judges the endpoints of one node; see the package. */
public record EndpointDelayRule(EndpointDelayConfig config) implements NodeRule {

    private static final String POD = "pod";
    /** By name and uid: pods of one name follow each other. */
    private static final String NAMED = "named";

    private static final String ON_LINK = "on-link";
    /** By name: what was told of a pod that the API may not have shown yet. */
    private static final String WORKLOAD = "workload";

    private static final String LINK = "link";
    private static final String UP = "up";
    private static final String ROUTE_GONE = "route-gone";
    private static final String DESTINATION = "destination";
    private static final String ATTACHED = "attached";

    @Override
    public String name() {
        return EndpointDelayReport.RULE;
    }

    @Override
    public void pod(Scene scene, PodSeen pod, boolean live) {
        var book = scene.book();
        var before = book.get(POD, pod.uid());
        if (before.isEmpty()) {
            book.put(NAMED, pod.pod() + "/" + pod.uid(), StoredCase.EMPTY);
            book.put(ON_LINK, link(pod) + "/" + pod.uid(), StoredCase.EMPTY);
        }
        var known = before.map(Endpoint::of).orElse(Endpoint.of(pod)).on(pod);
        keep(book, heardBefore(book, known));
        if (live) {
            judge(scene, pod.uid());
        }
    }

    /** The node may have told of it before the API showed it. */
    private Endpoint heardBefore(Book book, Endpoint endpoint) {
        var told = book.get(WORKLOAD, endpoint.pod().pod());
        var attached = told.flatMap(stored -> stored.mark(ATTACHED)).filter(record -> isOf(endpoint, record));
        var proof = told.flatMap(Endpoint.Proof::of).filter(word -> isOf(endpoint, word.record()));
        var next = attached.map(endpoint::attached).orElse(endpoint);
        return proof.map(next::programmed).orElse(next);
    }

    private boolean isOf(Endpoint endpoint, RecordRef record) {
        return !record.time().isBefore(endpoint.pod().createdAt().minus(config.skew()));
    }

    @Override
    public void forget(Scene scene, String uid) {
        var book = scene.book();
        book.get(POD, uid).map(Endpoint::of).ifPresent(endpoint -> {
            var pod = endpoint.pod();
            book.remove(POD, uid);
            book.remove(NAMED, pod.pod() + "/" + uid);
            book.remove(ON_LINK, link(pod) + "/" + uid);
            if (book.names(NAMED, pod.pod() + "/").isEmpty()) {
                book.remove(WORKLOAD, pod.pod());
                book.remove(LINK, link(pod));
            }
        });
    }

    @Override
    public void fact(Scene scene, NodeFact fact) {
        var book = scene.book();
        switch (fact) {
            case NodeFact.Programmed(var workload, var how, var dumped, var record) -> {
                var proof = new Endpoint.Proof(record, how, dumped);
                workload(book, workload, proof::in);
                named(scene, workload, endpoint -> isOf(endpoint, record) ? endpoint.programmed(proof) : endpoint);
            }
            case NodeFact.CniAdded(var workload, var _, var _, var record) -> {
                workload(book, workload, stored -> stored.mark(ATTACHED, record));
                named(scene, workload, endpoint -> isOf(endpoint, record) ? endpoint.attached(record) : endpoint);
            }
            case NodeFact.Unprogrammed(var workload, var _) -> book.remove(WORKLOAD, workload.name());
            case NodeFact.CniRemoved(var workload, var _) -> {
                book.remove(WORKLOAD, workload.name());
                book.remove(LINK, LinkName.of(config.prefix(), workload.namespace(), workload.pod()));
            }
            case NodeFact.LinkUp(var link, var record) -> book.put(LINK, link, StoredCase.EMPTY.mark(UP, record));
            case NodeFact.LinkGone(var link, var _) -> book.remove(LINK, link);
            case NodeFact.RouteGone(var destination, var link, var record) ->
                routeGone(scene, link, destination, record);
            case NodeFact.TyphaLink(var instance, var connected, var _) -> {
                if (connected) {
                    NodeView.of(book).on(instance).keep(book);
                }
            }
            case NodeFact.DumpEnded(var covers, var record) -> {
                if (covers.contains(NodeBeat.STATUS_FILES)) {
                    NodeView.of(book).filed(record).keep(book);
                    judgeAll(scene);
                }
            }
            case NodeFact.RouteHere(var destination, var link, var record) ->
                routeBack(scene, link, destination, record);
            case NodeFact.Rules _,
                    NodeFact.Refresh _,
                    NodeFact.HnsHere _,
                    NodeFact.HnsGone _,
                    NodeFact.ProxyDeleted _,
                    NodeFact.Reset _,
                    NodeFact.Other _ -> {}
        }
    }

    private static void workload(Book book, Workload workload, UnaryOperator<StoredCase> change) {
        var stored = book.get(WORKLOAD, workload.name()).orElse(StoredCase.EMPTY);
        book.put(WORKLOAD, workload.name(), change.apply(stored));
    }

    private void named(Scene scene, Workload workload, UnaryOperator<Endpoint> change) {
        for (var name : scene.book().names(NAMED, workload.name() + "/")) {
            var uid = name.substring(workload.name().length() + 1);
            var endpoint = Endpoint.of(scene.book().get(POD, uid).orElseThrow());
            keep(scene.book(), change.apply(endpoint));
            judge(scene, uid);
        }
    }

    private void routeGone(Scene scene, String link, String destination, RecordRef record) {
        var book = scene.book();
        book.get(LINK, link).ifPresent(stored -> {
            book.put(LINK, link, stored.mark(ROUTE_GONE, record).word(DESTINATION, destination));
            for (var name : book.names(ON_LINK, link + "/")) {
                judge(scene, name.substring(link.length() + 1));
            }
        });
    }

    /** Within the time to settle it was no incident; later it is the end of one. */
    private void routeBack(Scene scene, String link, String destination, RecordRef record) {
        var book = scene.book();
        var seen = book.get(LINK, link)
                .filter(stored ->
                        stored.word(DESTINATION).filter(destination::equals).isPresent());
        seen.flatMap(stored -> stored.mark(UP)).ifPresent(up -> {
            book.put(LINK, link, StoredCase.EMPTY.mark(UP, up));
            for (var name : book.names(ON_LINK, link + "/")) {
                book.get(POD, name.substring(link.length() + 1))
                        .map(Endpoint::of)
                        .filter(endpoint -> endpoint.isOpen() && endpoint.routeTold())
                        .ifPresent(endpoint -> keep(
                                book,
                                tell(
                                        scene,
                                        endpoint,
                                        EndpointDelayReport.routed(
                                                endpoint.finding().orElseThrow(), record, scene),
                                        true)));
            }
        });
    }

    @Override
    public void gap(Scene scene, Gap gap) {
        NodeView.of(scene.book()).gap(gap.until()).keep(scene.book());
        if (!gap.until().equals(Instant.MAX)) {
            judgeAll(scene);
        }
    }

    @Override
    public void resumed(Scene scene) {
        var view = NodeView.of(scene.book());
        if (view.gapUntil().equals(Instant.MAX)) {
            view.gap(scene.now()).keep(scene.book());
        }
        judgeAll(scene);
    }

    @Override
    public void due(Scene scene, String tag) {
        judge(scene, tag);
    }

    private void judgeAll(Scene scene) {
        scene.book().names(POD, "").forEach(uid -> judge(scene, uid));
    }

    private void judge(Scene scene, String uid) {
        var stored = scene.book().get(POD, uid);
        if (stored.isEmpty()) {
            return; // forgotten since
        }
        var before = Endpoint.of(stored.get());
        var after = before.isMeant() ? judged(scene, before) : close(scene, before);
        if (!after.equals(before)) {
            keep(scene.book(), after);
        }
        scene.harmless(() -> acquittal(scene, after).of(after, scene));
    }

    private Acquittal acquittal(Scene scene, Endpoint endpoint) {
        var seen = scene.book().get(LINK, link(endpoint.pod())).orElse(StoredCase.EMPTY);
        return new Acquittal(config, seen.mark(UP), seen.mark(ROUTE_GONE), seen.word(DESTINATION));
    }

    private Endpoint close(Scene scene, Endpoint endpoint) {
        return endpoint.isOpen()
                ? tell(
                        scene,
                        endpoint,
                        EndpointDelayReport.ended(endpoint.finding().orElseThrow(), endpoint, scene),
                        endpoint.routeTold())
                : endpoint;
    }

    private Endpoint judged(Scene scene, Endpoint endpoint) {
        var routed = routeDeleted(scene, endpoint);
        return routed.programmed().isPresent() ? healed(scene, routed) : absent(scene, routed);
    }

    private Endpoint routeDeleted(Scene scene, Endpoint endpoint) {
        var link = link(endpoint.pod());
        var seen = scene.book().get(LINK, link).orElse(StoredCase.EMPTY);
        var up = seen.mark(UP);
        var gone = seen.mark(ROUTE_GONE);
        if (endpoint.routeTold() || isOver(endpoint) || up.isEmpty() || gone.isEmpty() || !isOf(endpoint, up.get())) {
            return endpoint;
        }
        var inTime =
                config.isInGrace(Duration.between(up.get().time(), gone.get().time()));
        var mine = seen.word(DESTINATION)
                .filter(endpoint.pod().addresses()::contains)
                .isPresent();
        // Once the agent knows the pod it has no reason to: somebody else deleted it.
        var unknown = endpoint.programmed()
                .filter(proof -> !proof.record().time().isAfter(gone.get().time()))
                .isEmpty();
        if (!inTime || !mine || !unknown) {
            return endpoint;
        }
        var settled = gone.get().time().plus(config.settle());
        if (scene.now().isBefore(settled)) {
            scene.wakeAt(settled, endpoint.pod().uid());
            return endpoint;
        }
        return scene.isKnown()
                ? tell(
                        scene,
                        endpoint,
                        EndpointDelayReport.routeDeleted(endpoint, up.get(), gone.get(), link, scene),
                        true)
                : endpoint;
    }

    private Endpoint healed(Scene scene, Endpoint endpoint) {
        var proof = endpoint.programmed().orElseThrow();
        var measured = measure(scene, endpoint, proof);
        return measured.isOpen()
                ? tell(
                        scene,
                        measured,
                        EndpointDelayReport.programmed(measured.finding().orElseThrow(), proof, scene),
                        measured.routeTold())
                : measured;
    }

    private Endpoint absent(Scene scene, Endpoint endpoint) {
        if (endpoint.running().isEmpty()) {
            return endpoint;
        }
        var since = endpoint.running().get().time();
        var critical = !scene.now().isBefore(at(since, config.alarm()));
        if (scene.now().isBefore(at(since, config.warn()))) {
            scene.wakeAt(at(since, config.warn()), endpoint.pod().uid());
            return endpoint;
        }
        if (!critical) {
            scene.wakeAt(at(since, config.alarm()), endpoint.pod().uid());
        }
        var beat = scene.beat();
        if (beat.isEmpty()) {
            return endpoint; // not known: there is a turn when it is again
        }
        if (!NodeView.of(scene.book()).wouldTell(beat.get(), endpoint.pod())) {
            return untold(scene, endpoint, beat.get());
        }
        var told = endpoint.isOpen()
                && (!critical || endpoint.finding().orElseThrow().severity() == Severity.CRITICAL);
        return told || isOver(endpoint)
                ? endpoint
                : tell(
                        scene,
                        endpoint,
                        EndpointDelayReport.absent(
                                endpoint, beat.get(), critical ? config.alarm() : config.warn(), critical, scene),
                        endpoint.routeTold());
    }

    /** Files would be listed anew; of the agent's log nothing can be read again. That the route went stays proven. */
    private Endpoint untold(Scene scene, Endpoint endpoint, NodeBeat beat) {
        return endpoint.isOpen() && !endpoint.routeTold() && !beat.watches(NodeBeat.STATUS_FILES)
                ? tell(
                        scene,
                        endpoint,
                        EndpointDelayReport.untold(endpoint.finding().orElseThrow(), scene),
                        endpoint.routeTold())
                : endpoint;
    }

    private static boolean isOver(Endpoint endpoint) {
        return endpoint.finding().isPresent() && !endpoint.isOpen();
    }

    private Endpoint measure(Scene scene, Endpoint endpoint, Endpoint.Proof proof) {
        var addressed = endpoint.addressed();
        if (endpoint.measured() || addressed.isEmpty()) {
            return endpoint;
        }
        var whole = scene.beat()
                .filter(beat -> NodeView.of(scene.book()).wouldTell(beat, endpoint.pod()))
                .isPresent();
        if (whole && !proof.dumped()) {
            var from = endpoint.attached().isPresent()
                    ? Latency.From.CNI_ADDED
                    : endpoint.annotated().isPresent() ? Latency.From.ANNOTATED : Latency.From.ADDRESSED;
            var start = endpoint.attached().or(endpoint::annotated).orElse(addressed.get());
            scene.measured(new Latency(
                    scene.cluster(),
                    scene.node(),
                    endpoint.pod(),
                    NodeView.of(scene.book()).typha(),
                    from,
                    proof.how(),
                    start.time(),
                    proof.record().time(),
                    endpoint.finding().isPresent()));
        }
        return endpoint.measured(true);
    }

    private Endpoint tell(Scene scene, Endpoint endpoint, Finding finding, boolean route) {
        Optional<String> typha = NodeView.of(scene.book()).typha();
        scene.handOn(finding.id(), new LateEndpoint(finding, typha).stored());
        return endpoint.told(finding, route);
    }

    private Instant at(Instant since, Duration after) {
        return since.plus(after).plus(config.skew());
    }

    private String link(PodSeen pod) {
        return LinkName.of(config.prefix(), pod.namespace(), pod.name());
    }

    private static void keep(Book book, Endpoint endpoint) {
        book.put(POD, endpoint.pod().uid(), endpoint.stored());
    }
}
