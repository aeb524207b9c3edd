/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.ipconflict.Endpoints.Lost;
import io.flowmend.streams.node.NodeBeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** A pod runs and has no local endpoint, and its address was a remote one's (field guide, section 3.3, alarm B). */
record LocalLostRule(IpConflictConfig config) {

    void judge(NodeAddress at) {
        var pod = at.owner().pod();
        var local = pod.addresses().stream()
                .flatMap(each -> at.endpoints().localAt(each).stream())
                .findFirst();
        var running = at.owner().running();
        if (local.isPresent() || running.isEmpty() || !at.isWindows()) {
            local.ifPresent(one ->
                    at.conflicts().healed(Conflict.HAPPENED, at.ip(), "the pod has an endpoint again", one.seen()));
            return;
        }
        var lost =
                at.endpoints().lostAt(at.ip()).filter(gone -> gone.gone().time().isAfter(pod.createdAt()));
        var proof = lost.flatMap(gone -> new Deletions(at.scene().book()).of(gone.id(), pod));
        // Without a remote endpoint before, or kube-proxy's own word, it is another fault, e.g. of the CNI.
        if (at.waits(due(running.get(), lost))
                || (proof.isEmpty() && at.endpoints().wasRemote(at.ip()).isEmpty())
                || at.endpoints().isEmpty()
                || (proof.isEmpty() && lost.filter(at.endpoints()::wentWithAll).isPresent())) {
            return;
        }
        at.scene()
                .beat()
                .filter(beat -> NodeView.of(at.scene().book()).wouldTell(beat, pod))
                .ifPresent(beat -> at.conflicts()
                        .open(Conflict.HAPPENED, at.ip(), () -> finding(at, running.get(), lost, proof, beat)));
    }

    /** An endpoint goes before the API knows that its pod ends. */
    private Instant due(RecordRef running, Optional<Lost> lost) {
        var runs = running.time().plus(config.running());
        return lost.map(gone -> gone.gone().time().plus(config.settle()))
                .filter(settled -> settled.isAfter(runs))
                .orElse(runs)
                .plus(config.skew());
    }

    private static Finding finding(
            NodeAddress at, RecordRef running, Optional<Lost> lost, Optional<RecordRef> proof, NodeBeat beat) {
        var pod = at.owner().pod();
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence("pod " + pod.pod() + " runs and has " + at.ip(), running));
        at.endpoints()
                .wasRemote(at.ip())
                .ifPresent(record -> lines.add(new Evidence("a remote endpoint had the address", record)));
        lost.ifPresent(
                gone -> lines.add(new Evidence("the pod's own endpoint " + gone.id() + " is gone", gone.gone())));
        proof.ifPresent(record ->
                lines.add(new Evidence("kube-proxy deleted it: the id is that of the pod's own endpoint", record)));
        lines.add(new Evidence("no local endpoint has the address: the node missed nothing", beat.record()));
        var opened = lost.map(Lost::gone).orElse(running);
        return at.finding(
                Conflict.HAPPENED,
                opened,
                opened.time(),
                proof.isPresent(),
                "Pod " + pod.pod() + " of Windows node " + at.scene().node() + " runs without a network: "
                        + (proof.isPresent()
                                ? "kube-proxy deleted its HNS endpoint."
                                : "it has no local HNS endpoint for " + at.ip() + "."),
                lines);
    }
}
