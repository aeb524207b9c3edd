/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeRule;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import java.time.Instant;

/** Takes what is said of one node's endpoints, and has those judged that it is about; see the package. */
public record EndpointDelayRule(EndpointDelayConfig config) implements NodeRule {

    @Override
    public String name() {
        return EndpointDelayReport.RULE;
    }

    @Override
    public void pod(Scene scene, PodSeen pod, boolean live) {
        endpoints(scene).said(pod);
        if (live) {
            judge(scene, pod.uid());
        }
    }

    @Override
    public void forget(Scene scene, String uid) {
        endpoints(scene).forget(uid);
    }

    @Override
    public void fact(Scene scene, NodeFact fact) {
        var book = scene.book();
        var endpoints = endpoints(scene);
        var links = new Links(book);
        switch (fact) {
            case NodeFact.Programmed(var workload, var how, var dumped, var record) ->
                endpoints
                        .programmed(workload, new Endpoint.Proof(record, how, dumped))
                        .forEach(uid -> judge(scene, uid));
            case NodeFact.CniAdded(var workload, var _, var _, var record) ->
                endpoints.attached(workload, record).forEach(uid -> judge(scene, uid));
            case NodeFact.Unprogrammed(var workload, var _) -> endpoints.removed(workload);
            case NodeFact.CniRemoved(var workload, var _) -> {
                endpoints.removed(workload);
                links.gone(LinkName.of(config.prefix(), workload.namespace(), workload.pod()));
            }
            case NodeFact.LinkUp(var link, var record) -> links.up(link, record);
            case NodeFact.LinkGone(var link, var _) -> links.gone(link);
            case NodeFact.RouteGone(var destination, var link, var record) -> {
                if (links.routeGone(link, destination, record)) {
                    endpoints.onLink(link).forEach(uid -> judge(scene, uid));
                }
            }
            case NodeFact.RouteHere(var destination, var link, var record) -> {
                if (links.routeBack(link, destination)) {
                    endpoints.onLink(link).stream()
                            .flatMap(uid -> endpoints.get(uid).stream())
                            .forEach(endpoint -> new RouteDeletedRule(config).back(scene, endpoint, record));
                }
            }
            case NodeFact.TyphaLink(var instance, var connected, var _) -> {
                if (connected) {
                    NodeView.of(book).on(instance).keep(book);
                }
            }
            case NodeFact.DumpEnded(var covers, var from, var _) -> {
                if (covers.contains(NodeBeat.STATUS_FILES)) {
                    NodeView.of(book).filed(from).keep(book);
                    judgeAll(scene);
                }
            }
            case NodeFact.Rules _,
                    NodeFact.Refresh _,
                    NodeFact.HnsHere _,
                    NodeFact.HnsGone _,
                    NodeFact.ProxyDeleted _,
                    NodeFact.Reset _,
                    NodeFact.Other _ -> {}
        }
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
        endpoints(scene).uids().forEach(uid -> judge(scene, uid));
    }

    private void judge(Scene scene, String uid) {
        var stored = endpoints(scene).get(uid);
        if (stored.isEmpty()) {
            return; // forgotten since
        }
        var before = stored.get();
        var after = before.isMeant() ? judged(scene, before) : close(scene, before);
        if (!after.equals(before)) {
            endpoints(scene).keep(after);
        }
        scene.harmless(() -> acquittal(scene, after).of(after, scene));
    }

    private Endpoint judged(Scene scene, Endpoint endpoint) {
        return new ProgrammingRule(config).judge(scene, new RouteDeletedRule(config).judge(scene, endpoint));
    }

    private static Endpoint close(Scene scene, Endpoint endpoint) {
        return endpoint.isOpen()
                ? new Telling(scene)
                        .tell(
                                endpoint,
                                EndpointDelayReport.ended(endpoint.finding().orElseThrow(), endpoint, scene))
                : endpoint;
    }

    private Acquittal acquittal(Scene scene, Endpoint endpoint) {
        var seen = new Links(scene.book()).of(endpoints(scene).link(endpoint.pod()));
        return new Acquittal(config, seen.up(), seen.routeGone(), seen.destination());
    }

    private EndpointBook endpoints(Scene scene) {
        return new EndpointBook(scene.book(), config);
    }
}
