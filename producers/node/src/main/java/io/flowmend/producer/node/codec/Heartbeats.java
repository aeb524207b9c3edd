/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.codec;

import io.flowmend.producer.node.probe.NodeCapabilities;
import io.flowmend.producer.node.proxy.ProxySeen;
import io.flowmend.producer.node.watch.Progress;
import io.flowmend.schemas.telemetry.Blindness;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.schemas.telemetry.ProxyKind;
import io.flowmend.schemas.telemetry.ServiceProxy;
import io.flowmend.schemas.telemetry.SourceProgress;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Heartbeats as the topic has them. */
public final class Heartbeats {

    private static final Map<String, String> VERSIONS = Map.of("kernel", System.getProperty("os.version", "unknown"));

    /** Of a node that is watched. */
    public static StatusRecord of(
            NodeIdentity identity,
            long sequence,
            Duration period,
            Progress progress,
            List<NodeCapabilities.Lack> lacks,
            Optional<ProxySeen> proxy) {
        var source = new SourceProgress(
                NodeIdentity.SOURCE,
                identity.bootId(),
                progress.watchingSince().truncatedTo(ChronoUnit.MICROS),
                progress.lastSequence(),
                progress.lost());
        return status(identity, sequence, period, progress.watermark(), List.of(source), lacks, proxy);
    }

    /** Of a node that is not: it says why, and names no source. */
    public static StatusRecord blind(
            NodeIdentity identity, long sequence, Duration period, Instant now, List<NodeCapabilities.Lack> lacks) {
        return status(identity, sequence, period, now, List.of(), lacks, Optional.empty());
    }

    private static StatusRecord status(
            NodeIdentity identity,
            long sequence,
            Duration period,
            Instant watermark,
            List<SourceProgress> sources,
            List<NodeCapabilities.Lack> lacks,
            Optional<ProxySeen> proxy) {
        var heartbeat = Heartbeat.newBuilder()
                .setNode(identity.node())
                .setWatermark(watermark.truncatedTo(ChronoUnit.MICROS))
                .setPeriodMillis(period.toMillis())
                .setSequence(sequence)
                .setSources(sources)
                .setVersions(VERSIONS)
                .setNotWatching(lacks.stream()
                        .map(lack -> new Blindness(lack.what(), lack.why()))
                        .toList())
                .setProxy(proxy.map(Heartbeats::proxy).orElse(null))
                .build();
        return StatusRecord.newBuilder()
                .setCluster(identity.cluster())
                .setHeartbeat(heartbeat)
                .build();
    }

    private static ServiceProxy proxy(ProxySeen seen) {
        return ServiceProxy.newBuilder()
                .setKind(
                        switch (seen.kind()) {
                            case UNKNOWN -> ProxyKind.UNKNOWN;
                            case NONE -> ProxyKind.NONE;
                            case KUBE_PROXY -> ProxyKind.KUBE_PROXY;
                        })
                .setVersion(seen.version().orElse(null))
                .setMode(seen.mode().orElse(null))
                .setLastSync(seen.lastSync()
                        .map(at -> at.truncatedTo(ChronoUnit.MICROS))
                        .orElse(null))
                .setHealthy(seen.healthy().orElse(null))
                .setObservedAt(seen.observedAt().truncatedTo(ChronoUnit.MICROS))
                .setWhy(seen.why().orElse(null))
                .build();
    }

    private Heartbeats() {}
}
