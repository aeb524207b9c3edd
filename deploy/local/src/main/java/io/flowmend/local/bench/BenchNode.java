/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.flowmend.schemas.telemetry.Tuple;
import java.time.Duration;
import java.time.Instant;

/** A node that says what it sees: untranslated UDP entries, which are what a node producer publishes. */
final class BenchNode {

    static final Duration LIFE = Duration.ofSeconds(30);
    static final Duration READS = Duration.ofSeconds(2);

    private static final int UNREPLIED_CONFIRMED = 8;

    private final int number;
    private final Instant since;
    private long sequence;
    private long beats;

    BenchNode(int number, Instant since) {
        this.number = number;
        this.since = since;
    }

    String name() {
        return "node-" + number;
    }

    String key() {
        return Facts.CLUSTER + "/" + name();
    }

    FlowRecord sees(FlowKind kind, int sourcePort, String service, Instant at) {
        sequence++;
        var client = "10.1." + number + ".2";
        return FlowRecord.newBuilder()
                .setOrigin(new NodeOrigin(Facts.CLUSTER, name(), "conntrack", "boot-" + number, sequence, at))
                .setEventTime(at)
                .setKind(kind)
                .setProtocol(17)
                .setZone(0)
                .setConntrackId(sourcePort)
                .setOriginal(new Tuple(client, service, sourcePort, Facts.PORT))
                .setReply(new Tuple(service, client, Facts.PORT, sourcePort))
                .setStatus(UNREPLIED_CONFIRMED)
                .setTimeoutSeconds((int) LIFE.toSeconds())
                .setEndOfLife(at.plus(LIFE))
                .setRefreshedFrom(kind == FlowKind.REFRESHED ? at.minus(READS).plus(LIFE) : null)
                .setToLocalAddress(false)
                .setLocalListener(false)
                .build();
    }

    StatusRecord heartbeat(Instant at) {
        beats++;
        return Facts.heartbeat(
                name(), beats, new SourceProgress("conntrack", "boot-" + number, since, sequence, 0L), at);
    }
}
