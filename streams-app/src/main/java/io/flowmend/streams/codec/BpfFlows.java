/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.telemetry.BpfEntrySeen;
import io.flowmend.schemas.telemetry.BpfEntryType;
import io.flowmend.schemas.telemetry.BpfNatRow;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.stalenat.BpfFrontend;
import io.flowmend.streams.detector.stalenat.BpfSighting;
import io.flowmend.streams.detector.stalenat.Seen;
import io.flowmend.streams.service.ServiceAddress;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What nodes publish of Calico's eBPF maps. */
public final class BpfFlows {

    public static boolean isBpf(FlowRecord flow) {
        return flow.getBpf() != null || flow.getBpfNat() != null;
    }

    /** @throws IllegalArgumentException if the type of the entry is not known */
    static Seen seen(FlowRecord flow, RecordRef record) {
        if (flow.getBpf() != null) {
            return new Seen.Bpf(sighting(flow, flow.getBpf(), record));
        }
        return flow.getBpfNat() == null
                ? new Seen.Netfilter(Flows.sighting(flow, record))
                : new Seen.BpfNat(row(flow, flow.getBpfNat(), record));
    }

    /** What a later stage will make of it, tried while it can still be buried. */
    public static String client(FlowRecord flow, RecordRef record) {
        return seen(flow, record) instanceof Seen.Bpf(var sighting) ? sighting.client() : "";
    }

    private static BpfSighting sighting(FlowRecord flow, BpfEntrySeen entry, RecordRef record) {
        if (entry.getType() == BpfEntryType.UNKNOWN) {
            throw new IllegalArgumentException("bpf.type is UNKNOWN; allowed: NORMAL, NAT_FORWARD, NAT_REVERSE");
        }
        var original = flow.getOriginal();
        var created = entry.getCreatedAgoMicros();
        return new BpfSighting(
                isGone(flow),
                ServiceAddress.endpoint(ServiceAddress.normal(original.getSource()), original.getSourcePort()),
                entry.getType() != BpfEntryType.NORMAL,
                flow.getToLocalAddress() && flow.getLocalListener(),
                record.time().minus(entry.getActiveAgoMicros(), ChronoUnit.MICROS),
                Optional.ofNullable(created).map(ago -> record.time().minus(ago, ChronoUnit.MICROS)),
                record);
    }

    private static Optional<BpfFrontend> row(FlowRecord flow, BpfNatRow row, RecordRef record) {
        return isGone(flow) ? Optional.empty() : Optional.of(new BpfFrontend(row.getCount(), row.getLocal(), record));
    }

    private static boolean isGone(FlowRecord flow) {
        return flow.getKind() == FlowKind.GONE || flow.getKind() == FlowKind.DESTROYED;
    }

    private BpfFlows() {}
}
