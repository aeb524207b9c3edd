/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Why nothing is found of an address. Asked for by people only. */
final class Acquittal {

    /** A pod that owns no address. */
    static Harmless none(PodSeen pod, Scene scene) {
        var reason = pod.hostNetwork()
                ? "it is on the host's network and has no endpoint"
                : "it has ended or is being deleted: what goes, goes with it";
        return harmless(pod, pod.pod(), reason, scene);
    }

    /**
     * A pod that owns one, of which nothing is open.
     *
     * @param windows the pod has HNS endpoints
     * @param machine it is KubeVirt's
     * @param running it runs
     */
    static Harmless of(PodSeen pod, String ip, boolean windows, boolean machine, boolean running, Scene scene) {
        return harmless(pod, ip, reason(pod, ip, windows, machine, running, scene), scene);
    }

    private static String reason(
            PodSeen pod, String ip, boolean windows, boolean machine, boolean running, Scene scene) {
        var endpoints = new Endpoints(scene.book());
        if (machine) {
            return "it is a KubeVirt machine's pod";
        }
        if (!windows) {
            return "it is no Windows pod, and no other of the node has lived on its address for long enough";
        }
        if (endpoints.remoteAt(ip, Instant.MIN).isPresent()) {
            return "a remote endpoint has its address, but for less than a sync, or the node is not known";
        }
        if (pod.addresses().stream().anyMatch(each -> endpoints.localAt(each).isPresent())) {
            return "no remote endpoint has its address";
        }
        if (!running) {
            return "it does not run yet";
        }
        if (endpoints.isEmpty()) {
            return "HNS has no endpoint at all: it was restarted, or nothing was read yet";
        }
        return endpoints.wasRemote(ip).isEmpty()
                ? "no remote endpoint had its address, and kube-proxy deleted nothing: another fault"
                : "it has not been without an endpoint for long enough, or the node is not known";
    }

    private static Harmless harmless(PodSeen pod, String about, String reason, Scene scene) {
        var subject = new Subject(
                scene.cluster(),
                scene.node(),
                Optional.empty(),
                Optional.of(pod.uid()),
                about,
                Optional.empty(),
                OptionalInt.empty());
        return new Harmless(IpConflictRule.NAME, subject, scene.now(), reason);
    }

    private Acquittal() {}
}
