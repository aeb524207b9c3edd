/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static io.flowmend.streams.simulation.Entry.NEVER;

import io.flowmend.schemas.telemetry.BpfEntrySeen;
import io.flowmend.schemas.telemetry.BpfEntryType;
import io.flowmend.schemas.telemetry.BpfNatRow;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.streams.simulation.Incident.End;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Senders whose entry in Calico's eBPF conntrack was made while the service was not programmed. */
final class UntranslatedBpf {

    private static final int CLIENT = 21;

    /** How often the agent looks into the maps. */
    private static final double LOOK = 5;

    /** The map drops an entry that saw no packet for so long. */
    private static final double IDLE = 60;

    private static final String SOURCE = "bpf";

    private final Cluster cluster;
    private final Agent agent;
    private final Service service;
    private final Pod backend;
    private final double seen;
    private final double ready;
    /** What is over by then Calico may have healed by itself (detector's page). */
    private final double patience;

    /** Versions of the map that do not tell an entry's age leave a node that missed something in doubt about it. */
    private final boolean tellsAge;

    private boolean listens;
    private boolean programmed = true;
    private double usedUntil = NEVER;
    private double healed = NEVER;
    private double alsoTranslatedFrom = NEVER;

    UntranslatedBpf(Cluster cluster) {
        this.cluster = cluster;
        this.agent = cluster.chance.pick(cluster.linux);
        this.service = new Service("ebpf", "10.96.0." + CLIENT, "UDP", 514);
        this.backend = new Pod("ebpf-0", "uid-ebpf-0", cluster.linux.getFirst(), cluster.address(), 3, true);
        this.seen = cluster.between(6, 12);
        this.ready = cluster.between(20, 40);
        this.tellsAge = cluster.chance.oneIn(2);
        this.patience = agent.versions().getOrDefault("calico", "").startsWith("v3.30") ? 25 : 10;
    }

    void happen() {
        backend.begins(cluster).programmed(cluster);
        service.begins(cluster, state -> {});
        service.backends(cluster, 3.2, false, List.of(backend));
        var isReady = true;
        switch (cluster.chance.between(0, 8)) {
            case 0 -> fault(End.LASTS);
            case 1 -> {
                healed = ready + patience + cluster.between(8, 16);
                fault(End.MENDED);
            }
            case 2 -> { // until the sender gives up
                usedUntil = ready + patience + 3;
                fault(endOf(seen, usedUntil + IDLE));
            }
            case 3 -> healed = ready + patience - 4; // Felix was in time
            case 4 -> usedUntil = ready + patience - 4;
            case 5 -> listens = true; // a process of the node itself has the address
            case 6 -> programmed = false; // the node does not translate it yet
            case 7 -> alsoTranslatedFrom = seen; // what is left of it is harmless
            default -> isReady = false;
        }
        if (isReady) {
            service.backends(cluster, ready, true, List.of(backend));
        }
        looks();
    }

    /** The end of an entry is seen at the first look after it, and known once a heartbeat has come after that. */
    static End endOf(double firstLook, double gone) {
        var look = firstLook + Math.ceil((gone - firstLook) / LOOK) * LOOK;
        if (look >= Cluster.LENGTH) {
            return End.LASTS;
        }
        return look < Cluster.LENGTH - Recording.BEAT_PERIOD ? End.PASSED : End.OPEN_TO_VIEW;
    }

    private void fault(End end) {
        var about = Set.of(Judge.flow(agent.node(), sender() + ":" + port()));
        var older = "ebpf-entry-older-than-backend";
        var causes = tellsAge ? Set.of(older) : Set.of(older, "ebpf-entry-made-without-rule");
        cluster.fault(new Incident("stalenat", about, about, causes, end));
    }

    private void looks() {
        var gone = Math.min(healed, usedUntil + IDLE);
        for (var at = seen; at < Cluster.LENGTH; at += LOOK) {
            if (at > ready && programmed) {
                see(
                        at,
                        FlowKind.SEEN,
                        record -> record.setBpfNat(BpfNatRow.newBuilder()
                                .setId(3)
                                .setCount(1)
                                .setLocal(0)
                                .setBackends(List.of(backend.address() + ":514"))
                                .build()));
            }
            if (at >= Math.min(healed, alsoTranslatedFrom)) {
                entry(at, FlowKind.SEEN, BpfEntryType.NAT_FORWARD, 0.1);
            }
            if (at < gone) {
                entry(at, FlowKind.SEEN, BpfEntryType.NORMAL, Math.max(0.1, at - usedUntil));
            } else if (at < gone + LOOK) {
                entry(at, FlowKind.GONE, BpfEntryType.NORMAL, 0.1);
            }
        }
    }

    private void entry(double at, FlowKind kind, BpfEntryType type, double idle) {
        see(
                at,
                kind,
                record -> record.setToLocalAddress(listens)
                        .setLocalListener(listens)
                        .setBpf(BpfEntrySeen.newBuilder()
                                .setType(type)
                                .setFlags(0)
                                .setActiveAgoMicros(Math.round(idle * 1e6))
                                .setCreatedAgoMicros(tellsAge ? Math.round((at - seen + 1) * 1e6) : null)
                                .setMapVersion(4)
                                .build()));
    }

    /** All of one look is told as of one time. */
    private void see(double at, FlowKind kind, Consumer<FlowRecord.Builder> edit) {
        cluster.flow(
                at,
                agent,
                SOURCE,
                kind,
                Entry.UDP,
                new Tuple(sender(), service.address(), port(), service.port()),
                new Tuple(service.address(), sender(), service.port(), port()),
                edit);
    }

    private static String sender() {
        return "10.1.0." + CLIENT;
    }

    private static int port() {
        return 5000 + CLIENT;
    }
}
