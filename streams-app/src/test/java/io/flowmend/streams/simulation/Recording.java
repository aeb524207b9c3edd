/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static io.flowmend.streams.simulation.Cluster.time;

import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.NodeRecord;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.NotProgrammed;
import io.flowmend.schemas.telemetry.ProgrammedRecord;
import io.flowmend.schemas.telemetry.StatusMark;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.streams.order.sim.Chance;
import io.flowmend.streams.topology.Plant;
import io.flowmend.streams.topology.Plant.Letter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How producers wrote what they had to tell. The API's records and its watermark of a type stand in one order in each
 * partition, a heartbeat behind what it vouches for; between writers there is no order but that of their delays.
 */
final class Recording {

    /**
     * What becomes of records on their way.
     *
     * @param copies how often each is written; the copies come up to four seconds later
     * @param delay seconds at most from seen to written
     * @param pulse the same of heartbeats and of the marks beside them, whose order is the nodes' clock
     * @param lossPercent of what nodes tell; each loss is counted
     */
    record Fate(int copies, double delay, double pulse, int lossPercent) {}

    private static final double CANARY_PERIOD = 1;
    static final double BEAT_PERIOD = 1.6;

    /** @param at when it was written, in seconds */
    private record Written(double at, Topic topic, int partition, Letter letter) {}

    private final Cluster cluster;
    private final int partitions;
    private final Fate fate;
    private final Chance cadence;
    private final Chance chance;
    private final List<Written> written = new ArrayList<>();
    private final Map<String, Double> pens = new HashMap<>();
    /** Version of the API's last record by its time. */
    private final TreeMap<Double, Long> versions = new TreeMap<>();

    Recording(Cluster cluster, int partitions, Fate fate, long seed) {
        this.cluster = cluster;
        this.partitions = partitions;
        this.fate = fate;
        this.cadence = Chance.of(~cluster.seed);
        this.chance = Chance.of(seed);
        api();
        cluster.agents().forEach(this::node);
    }

    void into(Plant plant, Serializer<SpecificRecord> serializer) {
        written.sort(Comparator.comparingDouble(Written::at));
        written.forEach(one -> plant.write(serializer, one.topic(), one.partition(), one.letter()));
    }

    private void api() {
        var facts = cluster.told.stream()
                .filter(Told.ByApi.class::isInstance)
                .map(Told.ByApi.class::cast)
                .sorted(Comparator.comparingDouble(Told::at))
                .toList();
        var version = 100L;
        var next = 0;
        versions.put(0.0, version);
        for (var mark = 0.3;
                mark < Cluster.LENGTH;
                mark = Cluster.exact(mark + CANARY_PERIOD * cadence.between(8, 12) / 10.0)) {
            while (next < facts.size() && facts.get(next).at() <= mark) {
                versions.put(facts.get(next).at(), ++version);
                fact(facts.get(next++), version);
            }
            marks(mark);
        }
    }

    private void fact(Told.ByApi fact, long version) {
        var origin =
                new ApiOrigin(Plant.CLUSTER, fact.type(), fact.uid(), Long.toString(version), time(fact.at()), false);
        write(
                fact.topic().toString(),
                fact.at(),
                fact.topic(),
                fact.key(),
                fact.record().apply(origin));
    }

    private void marks(double watermark) {
        var returned = watermark + 0.1;
        for (var topic : List.of(Topics.SERVICES, Topics.ENDPOINT_SLICES, Topics.PODS, Topics.NODES)) {
            for (var partition = 0; partition < partitions; partition++) {
                write(topic.toString(), returned, topic, partition, "_mark", mark(topic, watermark));
            }
        }
        for (var partition = 0; partition < partitions; partition++) {
            var mark = StatusRecord.newBuilder()
                    .setCluster(Plant.CLUSTER)
                    .setHeartbeat(null)
                    .setMark(new StatusMark(time(watermark), time(returned), partition, partitions))
                    .build();
            write("marks", returned, Topics.NODE_STATUS, partition, "_mark", mark);
        }
    }

    private static SpecificRecord mark(Topic topic, double at) {
        var origin = new ApiOrigin(Plant.CLUSTER, topic.toString(), "", "1", time(at), false);
        var mark = ApiMark.newBuilder()
                .setWatermark(time(at))
                .setReturnedAt(time(at + 0.1))
                .setUnknownFrom(null)
                .setUnknownUntil(null)
                .setReason(null)
                .build();
        if (topic.equals(Topics.SERVICES)) {
            return ServiceRecord.newBuilder()
                    .setOrigin(origin)
                    .setEventTime(time(at))
                    .setState(null)
                    .setMark(mark)
                    .build();
        }
        if (topic.equals(Topics.PODS)) {
            return PodRecord.newBuilder()
                    .setOrigin(origin)
                    .setEventTime(time(at))
                    .setState(null)
                    .setMark(mark)
                    .build();
        }
        if (topic.equals(Topics.NODES)) {
            return NodeRecord.newBuilder()
                    .setOrigin(origin)
                    .setEventTime(time(at))
                    .setState(null)
                    .setMark(mark)
                    .build();
        }
        return EndpointSliceRecord.newBuilder()
                .setOrigin(origin)
                .setEventTime(time(at))
                .setState(null)
                .setMark(mark)
                .build();
    }

    private void node(Agent agent) {
        var facts = cluster.told.stream()
                .filter(told -> isOf(told, agent))
                .sorted(Comparator.comparingDouble(Told::at))
                .toList();
        var next = 0;
        var life = new Life(agent, 1);
        for (var beat = 0.2;
                beat < Cluster.LENGTH;
                beat = Cluster.exact(beat + BEAT_PERIOD * cadence.between(4, 10) / 10.0)) {
            if (!agent.runs(beat)) {
                continue;
            }
            if (agent.life(beat) != life.number) {
                life = new Life(agent, agent.life(beat));
            }
            while (next < facts.size() && facts.get(next).at() <= beat) {
                tell(facts.get(next++), agent, life);
            }
            var at = beat;
            var key = Plant.CLUSTER + "/" + agent.node();
            write(key + " beats", at, Topics.NODE_STATUS, key, life.beat(at));
        }
    }

    private static boolean isOf(Told told, Agent agent) {
        return switch (told) {
            case Told.ByApi _ -> false;
            case Told.ByNode fact -> fact.agent().equals(agent);
            case Told.Acknowledged said -> said.agent().equals(agent);
            case Told.Lost lost -> lost.agent().equals(agent);
        };
    }

    private void tell(Told told, Agent agent, Life life) {
        // What the agent saw after its last heartbeat, before it died, is gone with it.
        if (agent.life(told.at()) != life.number) {
            return;
        }
        switch (told) {
            case Told.Lost lost -> life.lost.merge(lost.source(), (long) lost.count(), Long::sum);
            case Told.ByNode fact -> tell(fact, life);
            case Told.Acknowledged said ->
                tell(
                        new Told.ByNode(
                                said.at(),
                                Topics.NODE_PROGRAMMED,
                                agent,
                                Agent.PROXY,
                                origin -> programmed(said, origin)),
                        life);
            case Told.ByApi _ -> throw new AssertionError("not of a node: " + told);
        }
    }

    private void tell(Told.ByNode fact, Life life) {
        if (chance.between(1, 100) <= fate.lossPercent()) {
            life.lost.merge(fact.source(), 1L, Long::sum);
            return;
        }
        var key = Plant.CLUSTER + "/" + fact.agent().node();
        write(key, fact.at(), fact.topic(), key, fact.record().apply(life.origin(fact)));
    }

    private SpecificRecord programmed(Told.Acknowledged said, NodeOrigin origin) {
        return ProgrammedRecord.newBuilder()
                .setOrigin(origin)
                .setEventTime(origin.getObservedAt())
                .setSource("EndpointSlice")
                .setRevision(versions.floorEntry(said.upTo()).getValue())
                .setExceptions(said.held().stream()
                        .map(at -> NotProgrammed.newBuilder()
                                .setKey(Plant.CLUSTER + "/default/held")
                                .setRevision(versions.floorEntry(at).getValue())
                                .setSince(time(at))
                                .setReason("no room in the set")
                                .build())
                        .toList())
                .build();
    }

    private void write(String pen, double at, Topic topic, String key, SpecificRecord record) {
        write(pen, at, topic, Plant.partitionOf(key, partitions), key, record);
    }

    private void write(String pen, double at, Topic topic, int partition, String key, SpecificRecord record) {
        var most = topic.equals(Topics.NODE_STATUS) ? fate.pulse() : fate.delay();
        var when = Math.max(at + chance.between(0, (int) (most * 1000)) / 1000.0, pens.getOrDefault(pen, 0.0) + 1e-6);
        pens.put(pen, when);
        var letter = new Letter(key, record, time(at));
        written.add(new Written(when, topic, partition, letter));
        for (var copy = 1; copy < fate.copies(); copy++) {
            written.add(new Written(when + chance.between(0, 4000) / 1000.0, topic, partition, letter));
        }
    }
}
