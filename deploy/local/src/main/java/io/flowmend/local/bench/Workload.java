/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.FlowKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A history: nodes that see untranslated entries come, be used and go, towards services of which most are never ready.
 * {@value #INCIDENTS} services become ready in the middle while a client of theirs sends on: each must become a finding,
 * which proves that what was measured did its work.
 *
 * @param flows facts of nodes, beside those of the incidents
 * @param start a full second
 */
record Workload(int flows, int partitions, Instant start) {

    static final int INCIDENTS = 8;
    static final int NODES = 10;
    static final int SERVICES = 40;
    static final int FLOWS_PER_SECOND = 1_000;
    static final int LEAST = 20_000;

    private static final Duration TICK = Duration.ofMillis(500);
    private static final int PER_TICK = FLOWS_PER_SECOND / 2;
    /** Entries of one node at a time: each is told of every 2 s. */
    private static final int SLOTS = 2 * FLOWS_PER_SECOND / NODES;
    /** Facts of one entry: created, used, destroyed. */
    private static final int FACTS = 10;

    /** @return records written */
    long write(Sink sink) {
        var nodes = IntStream.range(0, NODES)
                .mapToObj(number -> new BenchNode(number, start))
                .toList();
        services(sink);
        var ticks = flows / PER_TICK;
        for (var tick = 0; tick < ticks; tick++) {
            tick(sink, nodes, tick);
            if (tick == ticks / 2) {
                incidents(sink, at(tick + 1).minusMillis(1));
            }
            known(sink, nodes, at(tick + 1));
        }
        for (var after = 1; after <= 4; after++) {
            known(sink, nodes, at(ticks + after));
        }
        return sink.flush();
    }

    private Instant at(int tick) {
        return start.plus(TICK.multipliedBy(tick));
    }

    private void services(Sink sink) {
        for (var service = 0; service < SERVICES; service++) {
            var name = "svc-" + service;
            var fact = Facts.service(name, List.of(address(service)), List.of(Facts.PORT), 1 + service, start);
            sink.write(
                    Topics.SERVICES, Facts.CLUSTER + "/" + Facts.NAMESPACE + "/" + name + "/uid-" + name, fact, start);
            slice(sink, name, false, start);
        }
    }

    private static void slice(Sink sink, String service, boolean ready, Instant at) {
        sink.write(
                Topics.ENDPOINT_SLICES,
                Facts.CLUSTER + "/" + Facts.NAMESPACE + "/" + service + "-x",
                Facts.slice(service, ready, ready ? 2_000 : 1_000, at),
                at);
    }

    private void tick(Sink sink, List<BenchNode> nodes, int tick) {
        var begin = at(tick);
        if (tick % BenchNode.READS.dividedBy(TICK) == 0) {
            for (var incident = 0; incident < INCIDENTS; incident++) {
                var kind = tick == 0 ? FlowKind.CREATED : FlowKind.REFRESHED;
                var when = begin.plusNanos(1_000L * (1 + incident));
                flow(sink, nodes.get(incident), kind, 10_000 + incident, incident, when);
            }
        }
        for (var i = 0; i < PER_TICK; i++) {
            // Behind those of the incidents: what one node says, it says at rising times.
            var when = begin.plusNanos(100_000 + 900_000L * i);
            ordinary(sink, nodes, (long) tick * PER_TICK + i, when);
        }
    }

    private static void ordinary(Sink sink, List<BenchNode> nodes, long number, Instant when) {
        var ofNode = number / NODES;
        var slot = (int) (ofNode % SLOTS);
        var fact = ofNode / SLOTS;
        var generation = (int) (fact / FACTS);
        var kind = fact % FACTS == 0
                ? FlowKind.CREATED
                : fact % FACTS == FACTS - 1 ? FlowKind.DESTROYED : FlowKind.REFRESHED;
        var service = INCIDENTS + (slot + generation) % (SERVICES - INCIDENTS);
        var sourcePort = 20_000 + (generation % 100) * SLOTS + slot;
        flow(sink, nodes.get((int) (number % NODES)), kind, sourcePort, service, when);
    }

    private static void flow(Sink sink, BenchNode node, FlowKind kind, int sourcePort, int service, Instant when) {
        sink.write(Topics.NODE_FLOWS, node.key(), node.sees(kind, sourcePort, address(service), when), when);
    }

    private static void incidents(Sink sink, Instant at) {
        for (var incident = 0; incident < INCIDENTS; incident++) {
            slice(sink, "svc-" + incident, true, at);
        }
    }

    /** Everything up to here has been said: nodes twice a second, the API every second. */
    private void known(Sink sink, List<BenchNode> nodes, Instant at) {
        nodes.forEach(node -> sink.write(Topics.NODE_STATUS, node.key(), node.heartbeat(at), at));
        if (!at.equals(at.truncatedTo(ChronoUnit.SECONDS))) {
            return;
        }
        for (var partition = 0; partition < partitions; partition++) {
            var key = Facts.CLUSTER + "/_mark/" + partition;
            sink.write(Topics.SERVICES, partition, key, Facts.serviceMark(at), at);
            sink.write(Topics.ENDPOINT_SLICES, partition, key, Facts.sliceMark(at), at);
            sink.write(Topics.PODS, partition, key, Facts.podMark(at), at);
            sink.write(Topics.NODE_STATUS, partition, key, Facts.statusMark(at, partition, partitions), at);
        }
    }

    private static String address(int service) {
        return "203.0.113." + (1 + service);
    }
}
