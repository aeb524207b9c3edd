/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.detector.stalenat.BpfFlow;
import io.flowmend.streams.detector.stalenat.BpfFrontend;
import io.flowmend.streams.state.BpfNormalState;
import io.flowmend.streams.state.StaleNatBpfFlow;
import io.flowmend.streams.state.StaleNatBpfFrontend;
import java.nio.ByteBuffer;
import java.util.Optional;

/** State of the eBPF form of {@code stalenat} as it is stored. */
final class StaleNatBpfStates {

    private static final StateCodec<StaleNatBpfFlow> FLOW =
            new StateCodec<>(StaleNatBpfFlow.getEncoder(), StaleNatBpfFlow.getDecoder());
    private static final StateCodec<StaleNatBpfFrontend> FRONTEND =
            new StateCodec<>(StaleNatBpfFrontend.getEncoder(), StaleNatBpfFrontend.getDecoder());

    static byte[] bytes(BpfFlow flow) {
        return FLOW.write(StaleNatBpfFlow.newBuilder()
                .setEntry(flow.entry().map(StaleNatBpfStates::normal).orElse(null))
                .setTranslated(flow.translated().map(Refs::ref).orElse(null))
                .setFinding(flow.finding()
                        .map(finding -> ByteBuffer.wrap(Findings.bytes(finding)))
                        .orElse(null))
                .build());
    }

    static BpfFlow flow(byte[] bytes) {
        var avro = FLOW.read(bytes);
        return new BpfFlow(
                Optional.ofNullable(avro.getEntry()).map(StaleNatBpfStates::normal),
                Optional.ofNullable(avro.getTranslated()).map(Refs::record),
                Optional.ofNullable(avro.getFinding()).map(finding -> Findings.finding(Edges.payload(finding))));
    }

    static byte[] bytes(BpfFrontend row) {
        return FRONTEND.write(new StaleNatBpfFrontend(row.backends(), row.local(), Refs.ref(row.record())));
    }

    static BpfFrontend frontend(byte[] bytes) {
        var avro = FRONTEND.read(bytes);
        return new BpfFrontend(avro.getBackends(), avro.getLocal(), Refs.record(avro.getRecord()));
    }

    private static BpfNormalState normal(BpfFlow.Normal entry) {
        return new BpfNormalState(
                entry.since(),
                entry.lastPacket(),
                entry.answeredLocally(),
                Refs.ref(entry.first()),
                Refs.ref(entry.latest()));
    }

    private static BpfFlow.Normal normal(BpfNormalState avro) {
        return new BpfFlow.Normal(
                avro.getSince(),
                avro.getLastPacket(),
                avro.getAnsweredLocally(),
                Refs.record(avro.getFirst()),
                Refs.record(avro.getLatest()));
    }

    private StaleNatBpfStates() {}
}
