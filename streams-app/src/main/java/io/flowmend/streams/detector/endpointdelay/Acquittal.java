/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.Scene;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why nothing is found of a pod. Asked for by people only.
 *
 * @param up its link came up
 * @param gone a route over its link went
 * @param destination of that route
 */
record Acquittal(
        EndpointDelayConfig config, Optional<RecordRef> up, Optional<RecordRef> gone, Optional<String> destination) {

    Harmless of(Endpoint endpoint, Scene scene) {
        var pod = endpoint.pod();
        var subject = new Subject(
                scene.cluster(),
                scene.node(),
                Optional.empty(),
                Optional.of(pod.uid()),
                pod.addresses().isEmpty() ? pod.pod() : String.join(",", pod.addresses()),
                Optional.empty(),
                OptionalInt.empty());
        var reason = endpoint.finding().isPresent() ? Harmless.NO_LONGER : reason(endpoint, scene);
        return new Harmless(EndpointDelayReport.RULE, subject, scene.now(), reason);
    }

    private String reason(Endpoint endpoint, Scene scene) {
        return exempt(endpoint).or(() -> route(endpoint)).orElseGet(() -> {
            if (endpoint.programmed().isPresent()) {
                return "the agent handled it";
            }
            if (endpoint.running().isEmpty()) {
                return "it does not run yet";
            }
            return scene.beat()
                    .map(beat -> NodeView.of(scene.book()).wouldTell(beat, endpoint.pod())
                            ? "it has not been late for long enough"
                            : "no source of the node would tell that it is programmed")
                    .orElse("the node or the API is not known at this time");
        });
    }

    private static Optional<String> exempt(Endpoint endpoint) {
        var pod = endpoint.pod();
        if (pod.hostNetwork()) {
            return Optional.of("it is on the host's network and has no endpoint");
        }
        if (pod.ended().isPresent()) {
            return Optional.of("it has ended: " + pod.ended().get());
        }
        if (pod.deleting()) {
            return Optional.of("it is being deleted");
        }
        if (pod.isWindows()) {
            return Optional.of("it is a Windows pod: there is no such route, and no Typha");
        }
        return endpoint.isMeant() ? Optional.empty() : Optional.of("it is a KubeVirt machine's pod");
    }

    private Optional<String> route(Endpoint endpoint) {
        if (up.isEmpty() || gone.isEmpty()) {
            return Optional.empty();
        }
        var age = Duration.between(up.get().time(), gone.get().time());
        if (!isMine(endpoint.pod())) {
            return Optional.of("the route that went was to another address");
        }
        if (!config.isInGrace(age)) {
            return Optional.of("its route went " + EndpointDelayReport.seconds(age)
                    + " after its link came up: that is not the agent's grace period");
        }
        return endpoint.programmed()
                .filter(proof -> !proof.record().time().isAfter(gone.get().time()))
                .map(_ -> "the agent had handled it before its route went: somebody else deleted that");
    }

    private boolean isMine(PodSeen pod) {
        return destination.filter(pod.addresses()::contains).isPresent();
    }
}
