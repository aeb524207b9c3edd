/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Scene;
import java.time.Duration;

/** The agent deleted the route of a pod that it did not know yet, at the end of its grace (field guide, section 4). */
record RouteDeletedRule(EndpointDelayConfig config) {

    Endpoint judge(Scene scene, Endpoint endpoint) {
        var book = new EndpointBook(scene.book(), config);
        var link = book.link(endpoint.pod());
        var seen = new Links(scene.book()).of(link);
        var up = seen.up();
        var gone = seen.routeGone();
        if (endpoint.routeTold()
                || endpoint.isOver()
                || up.isEmpty()
                || gone.isEmpty()
                || !book.isOf(endpoint, up.get())
                || !isTheAgents(endpoint, seen)
                || mayBeLost(scene, up.get())) {
            return endpoint;
        }
        var settled = gone.get().time().plus(config.settle());
        if (scene.now().isBefore(settled)) {
            scene.wakeAt(settled, endpoint.pod().uid());
            return endpoint;
        }
        return scene.isKnown()
                ? new Telling(scene)
                        .tellOfRoute(
                                endpoint, EndpointDelayReport.routeDeleted(endpoint, up.get(), gone.get(), link, scene))
                : endpoint;
    }

    /** What was not known while the link was up may hold that the agent knew the pod. */
    private static boolean mayBeLost(Scene scene, RecordRef up) {
        return NodeView.of(scene.book()).gapUntil().isAfter(up.time());
    }

    private boolean isTheAgents(Endpoint endpoint, Links.Seen seen) {
        var gone = seen.routeGone().orElseThrow().time();
        var inTime = config.isInGrace(Duration.between(seen.up().orElseThrow().time(), gone));
        var mine =
                seen.destination().filter(endpoint.pod().addresses()::contains).isPresent();
        // Once the agent knows the pod it has no reason to: somebody else deleted it.
        var unknown = endpoint.programmed()
                .filter(proof -> !proof.record().time().isAfter(gone))
                .isEmpty();
        return inTime && mine && unknown;
    }

    /** The route is there again: within the time to settle it was no incident; later it is the end of one. */
    void back(Scene scene, Endpoint endpoint, RecordRef record) {
        if (endpoint.isOpen() && endpoint.routeTold()) {
            var told = new Telling(scene)
                    .tellOfRoute(
                            endpoint,
                            EndpointDelayReport.routed(endpoint.finding().orElseThrow(), record, scene));
            new EndpointBook(scene.book(), config).keep(told);
        }
    }
}
