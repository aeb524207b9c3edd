/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.node.Latency;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.Scene;
import java.time.Duration;
import java.time.Instant;

/** A pod runs and nobody says that it is programmed; or somebody does, and how long it took (field guide, section 4). */
record ProgrammingRule(EndpointDelayConfig config) {

    Endpoint judge(Scene scene, Endpoint endpoint) {
        return endpoint.programmed().isPresent() ? healed(scene, endpoint) : absent(scene, endpoint);
    }

    private static Endpoint healed(Scene scene, Endpoint endpoint) {
        var proof = endpoint.programmed().orElseThrow();
        var measured = measure(scene, endpoint, proof);
        return measured.isOpen()
                ? new Telling(scene)
                        .tell(
                                measured,
                                EndpointDelayReport.programmed(
                                        measured.finding().orElseThrow(), proof, scene))
                : measured;
    }

    private Endpoint absent(Scene scene, Endpoint endpoint) {
        if (endpoint.running().isEmpty()) {
            return endpoint;
        }
        var since = endpoint.running().get().time();
        var critical = !scene.now().isBefore(at(since, config.alarm()));
        if (scene.now().isBefore(at(since, config.warn()))) {
            scene.wakeAt(at(since, config.warn()), endpoint.pod().uid());
            return endpoint;
        }
        if (!critical) {
            scene.wakeAt(at(since, config.alarm()), endpoint.pod().uid());
        }
        var beat = scene.beat();
        if (beat.isEmpty()) {
            return endpoint; // not known: there is a turn when it is again
        }
        if (!NodeView.of(scene.book()).wouldTell(beat.get(), endpoint.pod())) {
            return untold(scene, endpoint, beat.get());
        }
        var told = endpoint.isOpen()
                && (!critical || endpoint.finding().orElseThrow().severity() == Severity.CRITICAL);
        return told || endpoint.isOver()
                ? endpoint
                : new Telling(scene)
                        .tell(
                                endpoint,
                                EndpointDelayReport.absent(
                                        endpoint,
                                        beat.get(),
                                        critical ? config.alarm() : config.warn(),
                                        critical,
                                        scene));
    }

    /** Files would be listed anew; of the agent's log nothing can be read again. That the route went stays proven. */
    private static Endpoint untold(Scene scene, Endpoint endpoint, NodeBeat beat) {
        return endpoint.isOpen() && !endpoint.routeTold() && !beat.watches(NodeBeat.STATUS_FILES)
                ? new Telling(scene)
                        .tell(
                                endpoint,
                                EndpointDelayReport.untold(endpoint.finding().orElseThrow(), scene))
                : endpoint;
    }

    private static Endpoint measure(Scene scene, Endpoint endpoint, Endpoint.Proof proof) {
        var addressed = endpoint.addressed();
        if (endpoint.measured() || addressed.isEmpty()) {
            return endpoint;
        }
        var whole = scene.beat()
                .filter(beat -> NodeView.of(scene.book()).wouldTell(beat, endpoint.pod()))
                .isPresent();
        if (whole && !proof.dumped()) {
            var from = endpoint.attached().isPresent()
                    ? Latency.From.CNI_ADDED
                    : endpoint.annotated().isPresent() ? Latency.From.ANNOTATED : Latency.From.ADDRESSED;
            var start = endpoint.attached().or(endpoint::annotated).orElse(addressed.get());
            scene.measured(new Latency(
                    scene.cluster(),
                    scene.node(),
                    endpoint.pod(),
                    NodeView.of(scene.book()).typha(),
                    from,
                    proof.how(),
                    start.time(),
                    proof.record().time(),
                    endpoint.finding().isPresent()));
        }
        return endpoint.measured(true);
    }

    private Instant at(Instant since, Duration after) {
        return since.plus(after).plus(config.skew());
    }
}
