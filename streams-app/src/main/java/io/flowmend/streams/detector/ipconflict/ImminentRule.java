/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.ipconflict.Endpoints.One;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** A remote endpoint has the address of a pod of this node (field guide, section 3.3, alarm A). */
record ImminentRule(IpConflictConfig config) {

    void judge(NodeAddress at) {
        var scene = at.scene();
        var remote = at.endpoints().remoteAt(at.ip(), NodeView.of(scene.book()).wholeSince());
        if (remote.isEmpty() && at.endpoints().remoteAt(at.ip(), Instant.MIN).isPresent()) {
            return; // it may be gone or not
        }
        var local = at.endpoints().localAt(at.ip());
        if (remote.isEmpty() || !at.isWindows()) {
            local.ifPresent(own -> at.conflicts()
                    .healed(Conflict.IMMINENT, at.ip(), "only the pod's own endpoint is left", own.seen()));
            return;
        }
        var both = later(remote.get().seen().time(), at.owner().began().time());
        if ((local.isEmpty() && at.waits(both.plus(config.syncs()).plus(config.skew()))) || !scene.isKnown()) {
            return;
        }
        at.conflicts().open(Conflict.IMMINENT, at.ip(), () -> finding(at, remote.get(), local, both));
    }

    private static Finding finding(NodeAddress at, One remote, Optional<One> local, Instant both) {
        var pod = at.owner().pod().pod();
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence(
                "pod " + pod + " of this node has " + at.ip(), at.owner().began()));
        lines.add(new Evidence("HNS endpoint " + remote.id() + " stands for " + at.ip() + " elsewhere", remote.seen()));
        local.ifPresent(own -> lines.add(new Evidence("and " + own.id() + " is the pod's own", own.seen())));
        at.scene()
                .beat()
                .ifPresent(beat -> lines.add(
                        new Evidence("the remote one is still there: the node missed nothing", beat.record())));
        return at.finding(
                Conflict.IMMINENT,
                remote.seen(),
                both,
                local.isPresent(),
                "Pod " + pod + " of Windows node " + at.scene().node() + " has " + at.ip()
                        + ", for which a stale remote HNS endpoint is there: kube-proxy may delete the pod's own.",
                lines);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
