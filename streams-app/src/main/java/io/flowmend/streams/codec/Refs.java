/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.Heartbeat;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.propagation.ProxySaid;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.state.BeatRef;
import io.flowmend.streams.state.BeatSource;
import io.flowmend.streams.state.ProxyRef;
import io.flowmend.streams.state.Ref;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** References to records, and the words for their origins. */
public final class Refs {

    private static final StateCodec<Ref> CODEC = new StateCodec<>(Ref.getEncoder(), Ref.getDecoder());

    public static Ref ref(RecordRef record) {
        return Ref.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setOrigin(record.origin())
                .setTime(record.time())
                .build();
    }

    public static RecordRef record(Ref ref) {
        return new RecordRef(ref.getTopic(), ref.getPartition(), ref.getOffset(), ref.getOrigin(), ref.getTime());
    }

    public static byte[] bytes(RecordRef record) {
        return CODEC.write(ref(record));
    }

    public static RecordRef record(byte[] bytes) {
        return record(CODEC.read(bytes));
    }

    /** A heartbeat as a lane cites it: with the proxy that the node had. */
    public static byte[] bytes(RecordRef heartbeat, NodeProxy proxy) {
        return CODEC.write(Ref.newBuilder(ref(heartbeat))
                .setProxy(new ProxyRef(proxy.kind().name(), proxy.lastSync().orElse(null), null))
                .build());
    }

    /** The proxy of a cited heartbeat. */
    public static NodeProxy proxy(byte[] heartbeat) {
        var proxy = CODEC.read(heartbeat).getProxy();
        return proxy == null
                ? NodeProxy.UNKNOWN
                : new NodeProxy(NodeProxy.Kind.valueOf(proxy.getKind()), Optional.ofNullable(proxy.getLastSync()));
    }

    /** The proxy of a cited heartbeat, with its version. */
    static ProxySaid said(byte[] heartbeat) {
        var proxy = CODEC.read(heartbeat).getProxy();
        return proxy == null
                ? new ProxySaid(NodeProxy.Kind.UNKNOWN.name(), Optional.empty(), Optional.empty())
                : new ProxySaid(
                        proxy.getKind(),
                        Optional.ofNullable(proxy.getVersion()),
                        Optional.ofNullable(proxy.getLastSync()));
    }

    /** A heartbeat as a lane cites it: with what else it said. */
    public static byte[] bytes(RecordRef heartbeat, Heartbeat beat, boolean ahead) {
        var sources = beat.getSources().stream()
                .map(source -> new BeatSource(source.getSource(), source.getWatchingSince(), source.getLost()))
                .toList();
        var proxy = proxy(beat);
        var version = beat.getProxy() == null ? null : beat.getProxy().getVersion();
        return CODEC.write(Ref.newBuilder(ref(heartbeat))
                .setProxy(new ProxyRef(proxy.kind().name(), proxy.lastSync().orElse(null), version))
                .setBeat(new BeatRef(sources, new TreeMap<>(beat.getVersions()), ahead))
                .build());
    }

    /** The heartbeat that a lane cites, as rules of a node see it. */
    public static NodeBeat beat(byte[] heartbeat) {
        var ref = read(heartbeat);
        var said = ref.getBeat();
        if (said == null) {
            return new NodeBeat(record(ref), Map.of(), Map.of(), Map.of(), false);
        }
        var since = new HashMap<String, Instant>();
        var lost = new HashMap<String, Long>();
        said.getSources().forEach(source -> {
            since.put(source.getSource(), source.getSince());
            lost.put(source.getSource(), source.getLost());
        });
        return new NodeBeat(record(ref), since, lost, said.getVersions(), said.getAhead());
    }

    static Ref read(byte[] bytes) {
        return CODEC.read(bytes);
    }

    static byte[] write(Ref ref) {
        return CODEC.write(ref);
    }

    public static NodeProxy proxy(Heartbeat beat) {
        var proxy = beat.getProxy();
        return proxy == null
                ? NodeProxy.UNKNOWN
                : new NodeProxy(
                        NodeProxy.Kind.valueOf(proxy.getKind().name()), Optional.ofNullable(proxy.getLastSync()));
    }

    /** {@code EndpointSlice uid @resourceVersion}. */
    public static String origin(ApiOrigin origin) {
        return origin.getType() + " " + origin.getUid() + " @" + origin.getResourceVersion();
    }

    /** {@code node source life #sequence}. */
    public static String origin(NodeOrigin origin) {
        return origin.getNode() + " " + origin.getSource() + " " + origin.getBootId() + " #" + origin.getSequence();
    }

    private Refs() {}
}
