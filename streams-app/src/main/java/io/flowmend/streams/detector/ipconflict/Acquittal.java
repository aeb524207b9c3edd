/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Why nothing is found of an address that came near. Asked for by people only. */
final class Acquittal {

    /** A pod that owns the address no more, and had it together with a remote endpoint. */
    static void ended(PodSeen pod, String ip, Scene scene) {
        if (isOrWasRemote(new Endpoints(scene.book()), ip)) {
            tell(scene, pod, ip, "it has ended or is being deleted: what goes, goes with it");
        }
    }

    /** A Windows pod of which nothing is open: a remote endpoint has or had its address, or it has none of its own. */
    static void of(NodeAddress at, IpConflictConfig config) {
        if (at.isWindows()) {
            reason(at, config).ifPresent(reason -> tell(at.scene(), at.owner().pod(), at.ip(), reason));
        }
    }

    private static Optional<String> reason(NodeAddress at, IpConflictConfig config) {
        var endpoints = at.endpoints();
        var pod = at.owner().pod();
        var local = pod.addresses().stream()
                .anyMatch(each -> endpoints.localAt(each).isPresent());
        if (endpoints.remoteAt(at.ip(), Instant.MIN).isPresent()) {
            return Optional.of("a remote endpoint has its address, but for less than a sync, or the node is not known");
        }
        if (local) {
            return Optional.of("the remote endpoint that had its address is gone")
                    .filter(_ -> endpoints.wasRemote(at.ip()).isPresent());
        }
        if (endpoints.lostAt(at.ip()).filter(endpoints::wentWithAll).isPresent()) {
            return Optional.of("its endpoint went with all others of the node: HNS was restarted");
        }
        var due = at.owner().running().map(record -> record.time().plus(config.running()));
        if (endpoints.wasRemote(at.ip()).isPresent() && due.isPresent() && !endpoints.isEmpty()) {
            return Optional.of("it has not been without an endpoint for long enough, or the node is not known");
        }
        if (due.filter(time -> at.scene().now().isAfter(time)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                endpoints.isEmpty()
                        ? "HNS has no endpoint at all: it was restarted, or nothing was read yet"
                        : "no remote endpoint had its address, and kube-proxy deleted nothing: another fault");
    }

    private static boolean isOrWasRemote(Endpoints endpoints, String ip) {
        return endpoints.remoteAt(ip, Instant.MIN).isPresent()
                || endpoints.wasRemote(ip).isPresent();
    }

    private static void tell(Scene scene, PodSeen pod, String ip, String reason) {
        scene.harmless(() -> new Harmless(
                IpConflictRule.NAME,
                new Subject(
                        scene.cluster(),
                        scene.node(),
                        Optional.empty(),
                        Optional.of(pod.uid()),
                        ip,
                        Optional.empty(),
                        OptionalInt.empty()),
                scene.now(),
                reason));
    }

    private Acquittal() {}
}
