/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.node.Scene;

/** Hands the findings of one endpoint on, to where those of all nodes are seen. */
record Telling(Scene scene) {

    /** @return the endpoint with its finding, which says as much of a deleted route as before */
    Endpoint tell(Endpoint endpoint, Finding finding) {
        return tell(endpoint, finding, endpoint.routeTold());
    }

    /** @return the endpoint with its finding, which tells of a deleted route */
    Endpoint tellOfRoute(Endpoint endpoint, Finding finding) {
        return tell(endpoint, finding, true);
    }

    private Endpoint tell(Endpoint endpoint, Finding finding, boolean route) {
        var typha = NodeView.of(scene.book()).typha();
        scene.handOn(finding.id(), new LateEndpoint(finding, typha).stored());
        return endpoint.told(finding, route);
    }
}
