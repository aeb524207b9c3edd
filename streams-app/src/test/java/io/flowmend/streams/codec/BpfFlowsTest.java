/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.origin.NodeOrigin;
import io.flowmend.schemas.telemetry.BpfEntrySeen;
import io.flowmend.schemas.telemetry.BpfEntryType;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BpfFlowsTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    /** Or a NAT entry would not be seen to heal the same client's stale one. */
    @Test
    void anAddressOfIpv6IsTheSameClientHoweverItIsWritten() {
        assertThat(client("2001:db8::99"))
                .isEqualTo(client("2001:0db8:0:0::99"))
                .isEqualTo("[2001:db8:0:0:0:0:0:99]:1030");
    }

    private static String client(String source) {
        var flow = FlowRecord.newBuilder()
                .setOrigin(new NodeOrigin("local", "node-a", "bpf", "boot-1", 1L, AT))
                .setEventTime(AT)
                .setKind(FlowKind.SEEN)
                .setProtocol(17)
                .setZone(0)
                .setConntrackId(0)
                .setOriginal(new Tuple(source, "2001:db8::7", 1030, 162))
                .setReply(new Tuple("2001:db8::7", source, 162, 1030))
                .setStatus(0)
                .setToLocalAddress(false)
                .setLocalListener(false)
                .setBpf(BpfEntrySeen.newBuilder()
                        .setType(BpfEntryType.NORMAL)
                        .setFlags(0)
                        .setActiveAgoMicros(0)
                        .setMapVersion(4)
                        .build())
                .build();
        return BpfFlows.client(flow, new RecordRef("node.flows", 0, 0, "node-a bpf boot-1 #1", AT));
    }
}
