/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeRule;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Judges the addresses of one node's pods; see the package. */
public record IpConflictRule(IpConflictConfig config) implements NodeRule {

    static final String NAME = "ipconflict";
    private static final String POD = "pod";
    /** By address and uid: pods of the node that own it. */
    private static final String OWNER = "owner";

    private static final String OPEN = "open";
    /** By HNS id: the pod for which the CNI made it. */
    private static final String MADE = "made";

    private static final String DELETED = "deleted";
    private static final String NODE = "node";
    private static final String RUNNING = "running";
    private static final String OWNED = "owned";
    private static final String RECORD = "record";
    private static final String NAMED = "pod";
    private static final String GAP = "gap-until";
    /** Since when an endpoint that goes is told to go. */
    private static final String WHOLE = "whole-since";

    private static final String DUMP = "dump";
    private static final String KUBEVIRT = "kubevirt.io";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void pod(Scene scene, PodSeen pod, boolean live) {
        var book = scene.book();
        var before = book.get(POD, pod.uid()).orElse(StoredCase.EMPTY);
        var concerned = new TreeSet<>(pod.addresses());
        before.pod().ifPresent(old -> concerned.addAll(old.addresses()));
        concerned.forEach(ip -> book.remove(OWNER, ip + "\n" + pod.uid()));
        if (pod.isAlive()) {
            pod.addresses().forEach(ip -> book.put(OWNER, ip + "\n" + pod.uid(), StoredCase.EMPTY));
        }
        var next = before.pod(pod);
        next = pod.addresses().isEmpty() ? next : next.markFirst(OWNED, pod.record());
        next = pod.isRunning() && !pod.addresses().isEmpty() ? next.markFirst(RUNNING, pod.record()) : next;
        book.put(POD, pod.uid(), next);
        if (live) {
            concerned.forEach(ip -> judge(scene, ip));
            close(scene, pod);
            if (!pod.isAlive()) {
                scene.harmless(() -> Acquittal.none(pod, scene));
            }
        }
    }

    @Override
    public void forget(Scene scene, String uid) {
        var book = scene.book();
        book.get(POD, uid)
                .flatMap(StoredCase::pod)
                .ifPresent(pod -> pod.addresses().forEach(ip -> {
                    book.remove(OWNER, ip + "\n" + uid);
                    new Endpoints(book).forget(ip);
                }));
        book.remove(POD, uid);
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
                book.put(DELETED, id, StoredCase.EMPTY.mark(RECORD, record));
                forgetLater(scene, id);
            }
            case NodeFact.CniAdded(var workload, var _, var hns, var record) ->
                hns.ifPresent(id ->
                        book.put(MADE, id, StoredCase.EMPTY.mark(RECORD, record).word(NAMED, workload.name())));
            case NodeFact.DumpEnded(var covers, var record) -> {
                if (covers.contains(NodeBeat.HNS)) {
                    book.put(NODE, "", node(book).mark(DUMP, record));
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
        scene.wakeAt(scene.now().plus(config.running()).plus(config.settle()), "id/" + id);
    }

    @Override
    public void gap(Scene scene, Gap gap) {
        scene.book()
                .put(
                        NODE,
                        "",
                        node(scene.book())
                                .word(GAP, gap.until().toString())
                                .word(WHOLE, wholeSince(gap).toString()));
        if (!gap.until().equals(Instant.MAX)) {
            judgeAll(scene);
        }
    }

    /** The end of what is not known; or, for a source that began within it and has lost nothing yet, its beginning. */
    private static Instant wholeSince(Gap gap) {
        return gap.beat()
                .filter(beat -> beat.lost().getOrDefault(NodeBeat.HNS, 0L) == 0)
                .flatMap(beat -> beat.since(NodeBeat.HNS))
                .filter(since -> since.isAfter(gap.from()))
                .orElse(gap.until());
    }

    private static Instant wholeSince(Book book) {
        return node(book).word(WHOLE).map(Instant::parse).orElse(Instant.MIN);
    }

    @Override
    public void resumed(Scene scene) {
        var node = node(scene.book());
        if (node.word(GAP).filter(Instant.MAX.toString()::equals).isPresent()) {
            var now = scene.now().toString();
            scene.book().put(NODE, "", node.word(GAP, now).word(WHOLE, now));
        }
        judgeAll(scene);
    }

    @Override
    public void due(Scene scene, String tag) {
        if (tag.startsWith("id/")) {
            var id = tag.substring("id/".length());
            scene.book().remove(MADE, id);
            scene.book().remove(DELETED, id);
        } else {
            judge(scene, tag);
        }
    }

    private static StoredCase node(Book book) {
        return book.get(NODE, "").orElse(StoredCase.EMPTY);
    }

    private void judgeAll(Scene scene) {
        var addresses = new TreeSet<String>();
        scene.book().names(OWNER, "").forEach(name -> addresses.add(name.substring(0, name.indexOf('\n'))));
        addresses.forEach(ip -> judge(scene, ip));
    }

    private void judge(Scene scene, String ip) {
        var owners = new ArrayList<StoredCase>();
        for (var name : scene.book().names(OWNER, ip + "\n")) {
            scene.book().get(POD, name.substring(ip.length() + 1)).ifPresent(owners::add);
        }
        twoOwners(scene, ip, owners);
        for (var owner : owners) {
            imminent(scene, ip, owner);
            happened(scene, ip, owner);
            scene.harmless(() -> Acquittal.of(
                    pod(owner),
                    ip,
                    isWindows(scene, pod(owner)),
                    isMachine(pod(owner)),
                    owner.mark(RUNNING).isPresent(),
                    scene));
        }
    }

    private void twoOwners(Scene scene, String ip, List<StoredCase> all) {
        var owners = all.stream()
                .filter(owner -> owner.mark(RUNNING).isPresent() && !isMachine(pod(owner)))
                .sorted(Comparator.comparing((StoredCase owner) -> owned(owner).time())
                        .thenComparing(owner -> pod(owner).uid()))
                .toList();
        if (owners.size() < 2) {
            end(scene, Conflict.TWO_OWNERS, ip, "one owner is left", Optional.empty());
            return;
        }
        var second = owners.get(1);
        var due = owned(second).time().plus(config.settle()).plus(config.skew());
        if (waits(scene, due, ip) || !scene.isKnown()) {
            return;
        }
        open(
                scene,
                Conflict.TWO_OWNERS,
                ip,
                () -> Conflict.TWO_OWNERS.open(
                        pod(second),
                        ip,
                        owned(second),
                        owned(second).time(),
                        true,
                        "Pods " + pod(owners.getFirst()).pod() + " and "
                                + pod(second).pod() + " of node " + scene.node() + " both live on " + ip + ".",
                        owners.stream()
                                .map(owner -> new Evidence("pod " + pod(owner).pod() + " has " + ip, owned(owner)))
                                .toList(),
                        scene));
    }

    private void imminent(Scene scene, String ip, StoredCase owner) {
        var endpoints = new Endpoints(scene.book());
        var remote = endpoints.remoteAt(ip, wholeSince(scene.book()));
        if (remote.isEmpty() && endpoints.remoteAt(ip, Instant.MIN).isPresent()) {
            return; // it may be gone or not
        }
        var local = endpoints.localAt(ip);
        if (remote.isEmpty() || !isWindows(scene, pod(owner))) {
            if (local.isPresent()) {
                end(
                        scene,
                        Conflict.IMMINENT,
                        ip,
                        "only the pod's own endpoint is left",
                        Optional.of(local.get().seen()));
            }
            return;
        }
        var seen = remote.get().seen();
        var both = later(seen.time(), owned(owner).time());
        if ((local.isEmpty() && waits(scene, both.plus(config.syncs()).plus(config.skew()), ip)) || !scene.isKnown()) {
            return;
        }
        open(scene, Conflict.IMMINENT, ip, () -> {
            var lines = new ArrayList<Evidence>();
            lines.add(new Evidence("pod " + pod(owner).pod() + " of this node has " + ip, owned(owner)));
            lines.add(new Evidence("HNS endpoint " + remote.get().id() + " stands for " + ip + " elsewhere", seen));
            local.ifPresent(own -> lines.add(new Evidence("and " + own.id() + " is the pod's own", own.seen())));
            scene.beat()
                    .ifPresent(beat -> lines.add(
                            new Evidence("the remote one is still there: the node missed nothing", beat.record())));
            return Conflict.IMMINENT.open(
                    pod(owner),
                    ip,
                    seen,
                    both,
                    local.isPresent(),
                    "Pod " + pod(owner).pod() + " of Windows node " + scene.node() + " has " + ip
                            + ", for which a stale remote HNS endpoint is there: kube-proxy may delete the pod's own.",
                    lines,
                    scene);
        });
    }

    private void happened(Scene scene, String ip, StoredCase owner) {
        var endpoints = new Endpoints(scene.book());
        var pod = pod(owner);
        var local = pod.addresses().stream()
                .flatMap(each -> endpoints.localAt(each).stream())
                .findFirst();
        var running = owner.mark(RUNNING);
        if (local.isPresent() || running.isEmpty() || !isWindows(scene, pod)) {
            local.ifPresent(
                    one -> end(scene, Conflict.HAPPENED, ip, "the pod has an endpoint again", Optional.of(one.seen())));
            return;
        }
        var lost = endpoints.lostAt(ip).filter(gone -> gone.gone().time().isAfter(pod.createdAt()));
        var proof = lost.flatMap(gone -> deletion(scene.book(), gone.id(), pod));
        var due = later(
                running.get().time().plus(config.running()),
                lost.map(gone -> gone.gone().time().plus(config.settle())).orElse(Instant.MIN));
        // Without a remote endpoint before, or kube-proxy's own word, it is another fault, e.g. of the CNI.
        if (waits(scene, due.plus(config.skew()), ip)
                || (proof.isEmpty() && endpoints.wasRemote(ip).isEmpty())
                || endpoints.isEmpty()) {
            return;
        }
        scene.beat()
                .filter(beat -> wouldTell(scene.book(), beat, pod))
                .ifPresent(beat -> open(scene, Conflict.HAPPENED, ip, () -> {
                    var lines = new ArrayList<Evidence>();
                    lines.add(new Evidence("pod " + pod.pod() + " runs and has " + ip, running.get()));
                    endpoints
                            .wasRemote(ip)
                            .ifPresent(record -> lines.add(new Evidence("a remote endpoint had the address", record)));
                    lost.ifPresent(gone ->
                            lines.add(new Evidence("the pod's own endpoint " + gone.id() + " is gone", gone.gone())));
                    proof.ifPresent(record -> lines.add(
                            new Evidence("kube-proxy deleted it: the id is that of the pod's own endpoint", record)));
                    lines.add(
                            new Evidence("no local endpoint has the address: the node missed nothing", beat.record()));
                    return Conflict.HAPPENED.open(
                            pod,
                            ip,
                            lost.map(Endpoints.Lost::gone).orElse(running.get()),
                            lost.map(gone -> gone.gone().time())
                                    .orElse(running.get().time()),
                            proof.isPresent(),
                            "Pod " + pod.pod() + " of Windows node " + scene.node() + " runs without a network: "
                                    + (proof.isPresent()
                                            ? "kube-proxy deleted its HNS endpoint."
                                            : "it has no local HNS endpoint for " + ip + "."),
                            lines,
                            scene);
                }));
    }

    /** kube-proxy's word for an endpoint that was this pod's own. */
    private static Optional<RecordRef> deletion(Book book, String id, PodSeen pod) {
        var others = book.get(MADE, id)
                .flatMap(made -> made.word(NAMED))
                .filter(name -> !name.equals(pod.pod()))
                .isPresent();
        return others ? Optional.empty() : book.get(DELETED, id).flatMap(stored -> stored.mark(RECORD));
    }

    private static boolean wouldTell(Book book, NodeBeat beat, PodSeen pod) {
        var node = node(book);
        var gap = node.word(GAP).map(Instant::parse).orElse(Instant.MAX);
        var whole = !gap.isAfter(pod.createdAt())
                && beat.since(NodeBeat.HNS)
                        .filter(since -> !since.isAfter(pod.createdAt()))
                        .isPresent();
        return whole
                || (beat.watches(NodeBeat.HNS)
                        && node.at(DUMP).filter(dump -> !dump.isBefore(gap)).isPresent());
    }

    private static boolean isWindows(Scene scene, PodSeen pod) {
        return pod.isWindows() || scene.beat().filter(NodeBeat::isWindows).isPresent();
    }

    /** KubeVirt's pods share an address while a machine moves. */
    private static boolean isMachine(PodSeen pod) {
        return pod.labels().keySet().stream()
                .anyMatch(label -> label.equals(KUBEVIRT) || label.startsWith(KUBEVIRT + "/"));
    }

    private static boolean waits(Scene scene, Instant due, String ip) {
        if (scene.now().isBefore(due)) {
            scene.wakeAt(due, ip);
            return true;
        }
        return false;
    }

    private static void open(Scene scene, Conflict conflict, String ip, Supplier<Finding> finding) {
        var name = conflict + " " + ip;
        if (scene.book().get(OPEN, name).isEmpty()) {
            var opened = finding.get();
            scene.found(opened);
            scene.book().put(OPEN, name, StoredCase.EMPTY.finding(opened));
        }
    }

    private static void end(Scene scene, Conflict conflict, String ip, String reason, Optional<RecordRef> record) {
        end(scene, conflict, ip, FindingState.HEALED_BY_OTHERS, reason, record);
    }

    private static void end(
            Scene scene, Conflict conflict, String ip, FindingState state, String reason, Optional<RecordRef> record) {
        var name = conflict + " " + ip;
        scene.book().get(OPEN, name).flatMap(StoredCase::finding).ifPresent(open -> {
            scene.book().remove(OPEN, name);
            scene.found(open.then(
                    new Transition(state, scene.now(), reason),
                    record.map(known -> List.of(new Evidence(reason, known))).orElse(List.of())));
        });
    }

    /** What was open of a pod that lives no longer. */
    private static void close(Scene scene, PodSeen pod) {
        if (pod.isAlive()) {
            return;
        }
        for (var conflict : Conflict.values()) {
            for (var name : scene.book().names(OPEN, conflict + " ")) {
                var mine = scene.book()
                        .get(OPEN, name)
                        .flatMap(StoredCase::finding)
                        .filter(open -> open.subject().podUid().equals(Optional.of(pod.uid())))
                        .isPresent();
                if (mine) {
                    end(
                            scene,
                            conflict,
                            name.substring(conflict.toString().length() + 1),
                            FindingState.EXPIRED,
                            "the pod has ended",
                            Optional.of(pod.record()));
                }
            }
        }
    }

    private static PodSeen pod(StoredCase owner) {
        return owner.pod().orElseThrow();
    }

    private static RecordRef owned(StoredCase owner) {
        return owner.mark(OWNED).orElseThrow();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
