/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import io.flowmend.streams.node.StoredCase;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The open findings of a node, one per form and address. */
record OpenConflicts(Scene scene) {

    private static final String OPEN = "open";

    /** @param finding made only if none is open */
    void open(Conflict conflict, String ip, Supplier<Finding> finding) {
        var name = name(conflict, ip);
        if (scene.book().get(OPEN, name).isEmpty()) {
            var opened = finding.get();
            scene.found(opened);
            scene.book().put(OPEN, name, StoredCase.EMPTY.finding(opened));
        }
    }

    void healed(Conflict conflict, String ip, String reason, RecordRef record) {
        end(name(conflict, ip), FindingState.HEALED_BY_OTHERS, reason, record);
    }

    /** What was open of a pod that lives no longer. */
    void ended(PodSeen pod) {
        for (var name : scene.book().names(OPEN, "")) {
            if (finding(name)
                    .filter(open -> open.subject().podUid().equals(Optional.of(pod.uid())))
                    .isPresent()) {
                end(name, FindingState.EXPIRED, "the pod has ended", pod.record());
            }
        }
    }

    private void end(String name, FindingState state, String reason, RecordRef record) {
        finding(name).ifPresent(open -> {
            scene.book().remove(OPEN, name);
            scene.found(open.then(new Transition(state, scene.now(), reason), List.of(new Evidence(reason, record))));
        });
    }

    private Optional<Finding> finding(String name) {
        return scene.book().get(OPEN, name).flatMap(StoredCase::finding);
    }

    private static String name(Conflict conflict, String ip) {
        return conflict + " " + ip;
    }
}
