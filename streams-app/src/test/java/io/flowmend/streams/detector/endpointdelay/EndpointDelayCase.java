/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import static io.flowmend.streams.node.NodeBench.with;

import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Programmed.How;
import io.flowmend.streams.node.NodeFact.Workload;
import java.time.Duration;

/** The pod runs from second 3 on; the warning is due at 5.1, the alarm at 13.1 (skew bound 0.1 s). */
abstract class EndpointDelayCase {

    static final String ADDRESS = "10.0.0.7";
    static final Workload WEB = new Workload("default", "web-0");
    static final String LINK = LinkName.of("cali", "default", "web-0");
    static final EndpointDelayConfig CONFIG = new EndpointDelayConfig(
            Duration.ofMillis(100),
            "cali",
            Duration.ofSeconds(9),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10));

    final NodeBench bench =
            new NodeBench(new EndpointDelayRule(CONFIG), NodeBeat.FELIX, NodeBeat.STATUS_FILES, "routes");

    /** It has its address and does not run yet, so that only the route speaks. */
    io.flowmend.streams.node.PodSeen pending(double at) {
        return with(bench.pod(at), pod -> pod.phase("Pending"));
    }

    NodeFact programmed(double at) {
        return new NodeFact.Programmed(WEB, How.WORKLOAD_APPLIED, false, bench.ref(at));
    }

    NodeFact up(double at) {
        return new NodeFact.LinkUp(LINK, bench.ref(at));
    }

    NodeFact routeGone(double at, String link, String destination) {
        return new NodeFact.RouteGone(destination, link, bench.ref(at));
    }
}
