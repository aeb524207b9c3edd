/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.streams.topology.Plant;
import java.util.HashMap;
import java.util.Map;

/** An agent from one start to the next. */
final class Life {

    private final Agent agent;
    final int number;
    private final Map<String, Long> sequences = new HashMap<>();
    final Map<String, Long> lost = new HashMap<>();
    private long beats;

    Life(Agent agent, int number) {
        this.agent = agent;
        this.number = number;
    }

    NodeOrigin origin(Told.ByNode fact) {
        var sequence = sequences.merge(fact.source(), 1L, Long::sum);
        return new NodeOrigin(Plant.CLUSTER, agent.node(), fact.source(), boot(), sequence, Cluster.time(fact.at()));
    }

    StatusRecord beat(double at) {
        beats++;
        var progress = agent.sources().stream()
                .map(source -> new SourceProgress(
                        source,
                        boot(),
                        Cluster.time(agent.startedAt(number)),
                        sequences.getOrDefault(source, 0L),
                        lost.getOrDefault(source, 0L)))
                .toList();
        return StatusRecord.newBuilder()
                .setCluster(Plant.CLUSTER)
                .setHeartbeat(Heartbeat.newBuilder()
                        .setNode(agent.node())
                        .setWatermark(Cluster.time(at))
                        .setPeriodMillis((long) (Recording.BEAT_PERIOD * 1000))
                        .setSequence(beats)
                        .setSources(progress)
                        .setVersions(agent.versions())
                        .setProxy(null)
                        .build())
                .setMark(null)
                .build();
    }

    private String boot() {
        return "boot-" + number;
    }
}
