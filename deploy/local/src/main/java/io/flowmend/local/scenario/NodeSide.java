/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.ServiceProxy;
import io.flowmend.schemas.telemetry.SourceProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** A node as its producer tells of it: facts with sequences, and heartbeats that vouch for them. */
public final class NodeSide {

    /** The source that every node has. */
    public static final String CONNTRACK = "conntrack";

    private final String cluster;
    private final String node;
    private final Duration period;
    private final Tape tape;
    private final Map<String, Long> sequences = new TreeMap<>();
    private final Map<String, Instant> watched = new TreeMap<>();
    private final Set<String> told = new TreeSet<>();
    private Function<Instant, Optional<ServiceProxy>> proxy = at -> Optional.empty();
    private Map<String, String> versions = Map.of();
    private Instant watchingSince;
    private Instant silentUntil = Instant.MIN;
    private int boot = 1;
    private long beats;
    private long lost;
    private Duration ahead = Duration.ZERO;

    /** @param sources that its heartbeats name from the first on */
    NodeSide(String cluster, String node, Set<String> sources, Instant start, Duration period, Tape tape) {
        this.cluster = cluster;
        this.node = node;
        this.watchingSince = start;
        this.period = period;
        this.tape = tape;
        sequences.put(CONNTRACK, 0L);
        sources.forEach(source -> sequences.put(source, 0L));
    }

    public String name() {
        return node;
    }

    /**
     * The node saw something.
     *
     * @param source whose sequence counts it
     * @param record around its origin
     */
    public void sees(Topic topic, String source, Instant at, Function<NodeOrigin, SpecificRecord> record) {
        if (!sequences.containsKey(source)) {
            told.add(source);
        }
        var sequence = sequences.merge(source, 1L, Long::sum);
        var origin = new NodeOrigin(cluster, node, source, bootId(), sequence, at);
        tape.write(topic, key(), PlainJson.write(record.apply(origin)), at);
    }

    /** Sources of which something was told though no heartbeat had named them. */
    Set<String> unnamed() {
        return Set.copyOf(told);
    }

    /** Its heartbeats vouch for this source, which misses nothing from now on. */
    public void watches(String source, Instant since) {
        sequences.putIfAbsent(source, 0L);
        watched.put(source, since);
    }

    /** From now on its heartbeats tell of this proxy, which may know by itself how far it is. */
    public void proxy(Function<Instant, Optional<ServiceProxy>> told) {
        proxy = told;
    }

    public void versions(Map<String, String> told) {
        versions = Map.copyOf(told);
    }

    /** No heartbeat before this time. */
    public void silent(Instant until) {
        silentUntil = until;
    }

    /** From now on its heartbeats are so far ahead of the API's clock. */
    public void ahead(Duration by) {
        ahead = by;
    }

    /** Its next heartbeat says that it missed so many events. */
    public void lost(long events) {
        lost += events;
    }

    /** Its producer begins anew: another boot id, sequences from 1, and it has watched since now. */
    public void restart(Instant at) {
        boot++;
        beats = 0;
        lost = 0;
        watchingSince = at;
        watched.clear();
        sequences.replaceAll((source, sequence) -> 0L);
    }

    void beat(Instant at) {
        if (at.isBefore(silentUntil)) {
            return;
        }
        beats++;
        var sources = sequences.entrySet().stream()
                .map(source -> new SourceProgress(
                        source.getKey(),
                        bootId(),
                        watched.getOrDefault(source.getKey(), watchingSince),
                        source.getValue(),
                        lost))
                .toList();
        var value = JsonNodeFactory.instance.objectNode();
        value.put("cluster", cluster);
        value.set(
                "heartbeat",
                PlainJson.write(Heartbeat.newBuilder()
                        .setNode(node)
                        .setWatermark(at.plus(ahead))
                        .setPeriodMillis(period.toMillis())
                        .setSequence(beats)
                        .setSources(sources)
                        .setVersions(versions)
                        .setProxy(proxy.apply(at).orElse(null))
                        .build()));
        tape.write(Topics.NODE_STATUS, key(), value, at);
    }

    private String bootId() {
        return "boot-" + boot;
    }

    private String key() {
        return cluster + "/" + node;
    }
}
