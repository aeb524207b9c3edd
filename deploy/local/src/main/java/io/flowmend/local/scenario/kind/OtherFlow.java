/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.FlowText;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.FlowRecord;
import java.time.Instant;

/** What all records of {@code node.flows} have that are no conntrack entry. */
final class OtherFlow {

    static FlowRecord.Builder of(FlowText flow, FlowText.Endpoint reached, FlowKind seen, Instant at) {
        return FlowRecord.newBuilder()
                .setEventTime(at)
                .setKind(seen)
                .setProtocol(flow.protocol())
                .setZone(0)
                .setConntrackId(0)
                .setOriginal(flow.original())
                .setReply(flow.reply(reached))
                .setStatus(0)
                .setToLocalAddress(false)
                .setLocalListener(false);
    }

    private OtherFlow() {}
}
