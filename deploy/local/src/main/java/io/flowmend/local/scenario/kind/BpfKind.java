/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.schemas.telemetry.BpfEntrySeen;
import io.flowmend.schemas.telemetry.BpfEntryType;
import io.flowmend.schemas.telemetry.FlowRecord;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry of Calico's eBPF conntrack map. What a line leaves out is as the line before had it, but for how it was seen and how
 * long ago its last packet came.
 */
final class BpfKind extends RememberedFlow {

    static final String NAME = "bpf";
    private static final Map<String, BpfEntryType> TYPES = new TreeMap<>(Map.of(
            "normal", BpfEntryType.NORMAL,
            "natForward", BpfEntryType.NAT_FORWARD,
            "natReverse", BpfEntryType.NAT_REVERSE));
    private static final int MAP_VERSION = 4;

    BpfKind() {
        super(NAME, NAME);
    }

    @Override
    String id(Fields said) {
        return said.text("flow");
    }

    @Override
    void describe(FlowRecord.Builder record, Told told) {
        var now = told.now();
        record.setToLocalAddress(now.flag("localAddress", false))
                .setLocalListener(now.flag("localListener", false))
                .setBpf(BpfEntrySeen.newBuilder()
                        .setType(now.choice("type", TYPES, "normal"))
                        .setFlags(now.number("flags", 0))
                        .setActiveAgoMicros(micros(told.said().time("activeAgo").orElse(Duration.ZERO)))
                        .setCreatedAgoMicros(now.time("createdAt")
                                .map(told::ago)
                                .map(BpfKind::micros)
                                .orElse(null))
                        .setTcpState(now.optional("tcpState").orElse(null))
                        .setMapVersion(MAP_VERSION)
                        .build());
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }
}
