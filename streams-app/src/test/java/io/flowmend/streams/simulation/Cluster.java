/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.EndpointRecord;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.streams.order.sim.Chance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What happened in a cluster in two minutes: told by its producers, and, apart from that, the faults among it. */
final class Cluster {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Seconds that the world lasts. Faults begin early enough to be judged before it ends. */
    static final double LENGTH = 125;

    final long seed;
    final Chance chance;
    final List<Agent> linux = new ArrayList<>();
    final List<Agent> windows = new ArrayList<>();
    final List<Agent> shaky = new ArrayList<>();
    final List<Agent> edge = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    final List<Incident> incidents = new ArrayList<>();
    private int addresses;

    private Cluster(long seed) {
        this.seed = seed;
        this.chance = Chance.of(seed);
    }

    static Cluster of(long seed) {
        var cluster = new Cluster(seed);
        cluster.nodes();
        var takeover = Takeover.of(cluster);
        cluster.edge.add(takeover.agent());
        new Programming(cluster).happen();
        new Rewrites(cluster).happen();
        new Reuse(cluster).happen();
        new Departures(cluster).happen();
        new Untranslated(cluster).happen();
        new UntranslatedBpf(cluster).happen();
        takeover.happen(cluster.edge.getFirst());
        new Proxies(cluster).happen();
        return cluster;
    }

    static Instant time(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }

    /** To the millisecond, so that what is at one time is equal. */
    static double exact(double second) {
        return Math.round(second * 1000) / 1000.0;
    }

    private void nodes() {
        for (var i = 0; i < 3; i++) {
            linux.add(linux("linux-" + i, i == 2 ? "v3.30.7" : "v3.28.1", List.of()));
        }
        for (var i = 0; i < 2; i++) {
            windows.add(new Agent(
                    "win-" + i,
                    true,
                    List.of("felix", "hns", "kubeproxy", Agent.PROXY),
                    Map.of("os", "windows", "calico", "v3.30.7", "kube-proxy", "v1.31.8"),
                    List.of()));
        }
        shaky.add(Silence.of(this));
        Silence.loses(this, shaky.getFirst());
    }

    static Agent linux(String node, List<Agent.Span> outages) {
        return linux(node, "v3.28.1", outages);
    }

    private static Agent linux(String node, String calico, List<Agent.Span> outages) {
        return new Agent(
                node,
                false,
                List.of("felix", "statusfiles", "routes", "tcp", "conntrack", "ipvs", "bpf", Agent.PROXY),
                Map.of("calico", calico),
                outages);
    }

    List<Agent> agents() {
        return Stream.of(linux, windows, shaky, edge).flatMap(List::stream).toList();
    }

    String address() {
        addresses++;
        return "10.244." + addresses / 250 + "." + (1 + addresses % 250);
    }

    void fault(Incident incident) {
        incidents.add(incident);
    }

    /** @return by chance one of them */
    double pick(Double... from) {
        return chance.pick(List.of(from));
    }

    double between(double least, double most) {
        return least + chance.between(0, (int) Math.round((most - least) * 10)) / 10.0;
    }

    /** Not told if the agent does not run. */
    void endpoint(double at, Agent agent, String source, EndpointKind kind, Consumer<EndpointRecord.Builder> edit) {
        if (!agent.runs(exact(at))) {
            return;
        }
        told.add(new Told.ByNode(exact(at), Topics.NODE_ENDPOINTS, agent, source, origin -> {
            var record = EndpointRecord.newBuilder()
                    .setOrigin(origin)
                    .setEventTime(origin.getObservedAt())
                    .setKind(kind);
            edit.accept(record);
            return record.build();
        }));
    }

    void flow(
            double at,
            Agent agent,
            String source,
            FlowKind kind,
            int protocol,
            Tuple original,
            Tuple reply,
            Consumer<FlowRecord.Builder> edit) {
        if (!agent.runs(exact(at))) {
            return;
        }
        told.add(new Told.ByNode(exact(at), Topics.NODE_FLOWS, agent, source, origin -> {
            var record = FlowRecord.newBuilder()
                    .setOrigin(origin)
                    .setEventTime(origin.getObservedAt())
                    .setKind(kind)
                    .setProtocol(protocol)
                    .setZone(0)
                    .setConntrackId(0)
                    .setOriginal(original)
                    .setReply(reply)
                    .setStatus(0)
                    .setTimeoutSeconds(null)
                    .setEndOfLife(null)
                    .setRefreshedFrom(null)
                    .setToLocalAddress(false)
                    .setLocalListener(false)
                    .setAuthor(null)
                    .setSnapshot(null);
            edit.accept(record);
            return record.build();
        }));
    }
}
