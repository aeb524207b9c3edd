/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Tuple;
import java.util.function.Consumer;

/**
 * A sender's conntrack entry of UDP that a node's agent watches: in use until then, unless somebody removes it before.
 *
 * @param client address and port of the sender are made of it
 * @param to where the sender sends
 * @param from where answers would come from
 */
record Entry(
        Agent agent,
        int client,
        Service to,
        String from,
        int zone,
        int status,
        double seen,
        double usedUntil,
        double removed) {

    static final int UDP = 17;
    static final double NEVER = 1e6;
    static final int UNREPLIED = 8;
    static final int ANSWERED = 2 | 8;

    /** Seconds that an entry of UDP lives without a packet. */
    private static final double TIMEOUT = 30;

    /** How often the agent reads it. */
    private static final double READ = 2;

    /** {@code ip:port} of the sender. */
    String sender() {
        return address() + ":" + port();
    }

    private String address() {
        return "10.1.0." + client;
    }

    private int port() {
        return 5000 + client;
    }

    private boolean isUsedAt(double second) {
        return second < usedUntil && second < removed;
    }

    /** What the agent tells of it. */
    void tell(Cluster cluster, Consumer<FlowRecord.Builder> edit) {
        var life = seen + TIMEOUT - 0.2;
        see(cluster, seen, FlowKind.SEEN, life, life, false, edit);
        var last = seen;
        for (var at = seen + 0.8; at < Cluster.LENGTH && isUsedAt(at); at += READ) {
            see(cluster, at, FlowKind.REFRESHED, at + TIMEOUT - 0.2, last + TIMEOUT - 0.2, false, edit);
            last = at;
        }
        var over = Math.min(removed, last + TIMEOUT - 0.2);
        if (over < Cluster.LENGTH && (removed < Cluster.LENGTH || usedUntil < Cluster.LENGTH)) {
            see(cluster, over, FlowKind.DESTROYED, over, over, removed <= over, edit);
        }
    }

    private void see(
            Cluster cluster,
            double at,
            FlowKind kind,
            double life,
            double before,
            boolean byProxy,
            Consumer<FlowRecord.Builder> edit) {
        cluster.flow(
                at,
                agent,
                "conntrack",
                kind,
                UDP,
                new Tuple(address(), to.address(), port(), to.port()),
                new Tuple(from, address(), to.port(), port()),
                record -> {
                    record.setStatus(status)
                            .setZone(zone)
                            .setConntrackId(client)
                            .setTimeoutSeconds(kind == FlowKind.DESTROYED ? null : 30)
                            .setEndOfLife(kind == FlowKind.DESTROYED ? null : Cluster.time(life))
                            .setRefreshedFrom(kind == FlowKind.REFRESHED ? Cluster.time(before) : null)
                            .setAuthor(byProxy ? new Author(4711L, "kube-proxy") : null);
                    edit.accept(record);
                });
    }
}
