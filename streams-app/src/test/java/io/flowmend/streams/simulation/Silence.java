/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.streams.simulation.Incident.End;
import java.util.List;

/** Agents that stop for a while, and sources that lose: what Flowmend itself cannot see. */
final class Silence {

    /** Longer than this a node must not be silent (detector's page). */
    static final double BOUND = 15;

    static Agent of(Cluster cluster) {
        var node = "shaky-0";
        if (cluster.chance.oneIn(4)) {
            return Cluster.linux(node, List.of());
        }
        var from = Cluster.exact(cluster.between(20, 40));
        var length = cluster.pick(6.0, 12.0, 17.0, 26.0);
        if (length > BOUND) {
            cluster.fault(new Incident("telemetry", node, "node-silent", End.MENDED));
        }
        return Cluster.linux(node, List.of(new Agent.Span(from, Cluster.exact(from + length))));
    }

    /** A minute after the outage, so that neither is within the other. */
    static void loses(Cluster cluster, Agent agent) {
        if (cluster.chance.oneIn(3)) {
            return;
        }
        var source = cluster.chance.pick(agent.sources());
        cluster.told.add(
                new Told.Lost(Cluster.exact(cluster.between(80, 100)), agent, source, cluster.chance.between(1, 9)));
        cluster.fault(new Incident("telemetry", agent.node(), "source-lossy", End.OPEN_TO_VIEW));
    }

    private Silence() {}
}
