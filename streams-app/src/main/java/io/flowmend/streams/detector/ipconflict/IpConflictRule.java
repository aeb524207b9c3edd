/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeRule;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import java.time.Instant;

/** Takes what is said of one node's endpoints and pods, and has the addresses judged that it is about; see the package. */
public record IpConflictRule(IpConflictConfig config) implements NodeRule {

    static final String NAME = "ipconflict";
    private static final String ID = "id/";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void pod(Scene scene, PodSeen pod, boolean live) {
        var concerned = Owned.said(scene.book(), pod);
        if (live) {
            concerned.forEach(ip -> judge(scene, ip));
            if (!pod.isAlive()) {
                new OpenConflicts(scene).ended(pod);
                concerned.forEach(ip -> Acquittal.ended(pod, ip, scene));
            }
        }
    }

    @Override
    public void forget(Scene scene, String uid) {
        Owned.forget(scene.book(), uid).forEach(new Endpoints(scene.book())::forget);
    }

    @Override
    public void fact(Scene scene, NodeFact fact) {
        var book = scene.book();
        switch (fact) {
            case NodeFact.HnsHere(var endpoint, var record) ->
                new Endpoints(book).put(endpoint, record).forEach(ip -> judge(scene, ip));
            case NodeFact.HnsGone(var id, var record) -> {
                new Endpoints(book).remove(id, record).forEach(ip -> judge(scene, ip));
                forgetLater(scene, id);
            }
            case NodeFact.ProxyDeleted(var id, var record) -> {
                new Deletions(book).deleted(id, record);
                forgetLater(scene, id);
            }
            case NodeFact.CniAdded(var workload, var _, var hns, var record) ->
                hns.ifPresent(id -> new Deletions(book).made(id, workload.name(), record));
            case NodeFact.DumpEnded(var covers, var from, var _) -> {
                if (covers.contains(NodeBeat.HNS)) {
                    NodeView.of(book).listed(from).keep(book);
                    judgeAll(scene);
                }
            }
            case NodeFact.Programmed _,
                    NodeFact.Unprogrammed _,
                    NodeFact.Rules _,
                    NodeFact.Refresh _,
                    NodeFact.RouteHere _,
                    NodeFact.RouteGone _,
                    NodeFact.LinkUp _,
                    NodeFact.LinkGone _,
                    NodeFact.CniRemoved _,
                    NodeFact.TyphaLink _,
                    NodeFact.Reset _,
                    NodeFact.Other _ -> {}
        }
    }

    private void forgetLater(Scene scene, String id) {
        scene.wakeAt(scene.now().plus(config.running()).plus(config.settle()), ID + id);
    }

    @Override
    public void gap(Scene scene, Gap gap) {
        NodeView.of(scene.book()).gap(gap).keep(scene.book());
        if (!gap.until().equals(Instant.MAX)) {
            judgeAll(scene);
        }
    }

    @Override
    public void resumed(Scene scene) {
        NodeView.of(scene.book()).resumed(scene.now()).keep(scene.book());
        judgeAll(scene);
    }

    @Override
    public void due(Scene scene, String tag) {
        if (tag.startsWith(ID)) {
            new Deletions(scene.book()).forget(tag.substring(ID.length()));
        } else {
            judge(scene, tag);
        }
    }

    private void judgeAll(Scene scene) {
        Owned.addresses(scene.book()).forEach(ip -> judge(scene, ip));
    }

    private void judge(Scene scene, String ip) {
        for (var owner : Owned.at(scene.book(), ip)) {
            var at = new NodeAddress(scene, ip, owner);
            new ImminentRule(config).judge(at);
            new LocalLostRule(config).judge(at);
            Acquittal.of(at, config);
        }
    }
}
