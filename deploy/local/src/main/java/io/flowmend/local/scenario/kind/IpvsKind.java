/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Fields;
import io.flowmend.local.scenario.FlowText;
import io.flowmend.schemas.telemetry.FlowRecord;
import io.flowmend.schemas.telemetry.IpvsSeen;
import java.time.Duration;

/** A connection of IPVS on the node, from a client to a virtual address. */
final class IpvsKind extends RememberedFlow {

    private static final String NAME = "ipvs";
    /** IPVS's timeout of an established TCP connection. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    IpvsKind() {
        super(NAME, NAME);
    }

    @Override
    String id(Fields said) {
        return said.text("flow");
    }

    @Override
    void describe(FlowRecord.Builder record, Told told) {
        var now = told.now();
        var reached = FlowText.Endpoint.parse(now.text("to"));
        record.setIpvs(IpvsSeen.newBuilder()
                .setDestination(reached.ip())
                .setDestinationPort(reached.port())
                .setState(now.text("state", "ESTABLISHED"))
                .setExpiresSeconds((int) now.time("expires").orElse(LIFE).toSeconds())
                .setScheduler(now.optional("scheduler").orElse(null))
                .setForward(now.optional("forward").orElse(null))
                .build());
    }
}
