/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.node.Scene;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One turn over one address of a pod of the node. */
record NodeAddress(Scene scene, String ip, Owned owner) {

    Endpoints endpoints() {
        return new Endpoints(scene.book());
    }

    OpenConflicts conflicts() {
        return new OpenConflicts(scene);
    }

    boolean isWindows() {
        return NodeView.isWindows(scene, owner.pod());
    }

    /** It is too early: there will be a turn when it is not. */
    boolean waits(Instant due) {
        if (scene.now().isBefore(due)) {
            scene.wakeAt(due, ip);
            return true;
        }
        return false;
    }

    Finding finding(
            Conflict conflict, RecordRef opened, Instant since, boolean proven, String summary, List<Evidence> lines) {
        var subject = new Subject(
                scene.cluster(),
                scene.node(),
                Optional.empty(),
                Optional.of(owner.pod().uid()),
                ip,
                Optional.empty(),
                OptionalInt.empty());
        var versions = Conflict.versions(scene.beat().flatMap(beat -> beat.version("kube-proxy")));
        return conflict.open(
                subject, opened, since, scene.now(), proven, new BlastRadius(1, 0, 1), summary, lines, versions);
    }
}
