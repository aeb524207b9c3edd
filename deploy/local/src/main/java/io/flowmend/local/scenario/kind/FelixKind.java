/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.telemetry.EndpointKind;
import io.flowmend.schemas.telemetry.PolicyTouched;
import java.util.Map;
import java.util.TreeMap;

/** The node's network agent handled something that may make it write rules of many endpoints, or it started. */
final class FelixKind extends EndpointFactKind {

    private static final Map<String, EndpointKind> WORDS = new TreeMap<>(Map.of(
            "started", EndpointKind.AGENT_STARTED,
            "inSync", EndpointKind.AGENT_IN_SYNC,
            "policyApplied", EndpointKind.POLICY_APPLIED,
            "policyRemoved", EndpointKind.POLICY_REMOVED,
            "profileApplied", EndpointKind.PROFILE_APPLIED,
            "ipSetChanged", EndpointKind.IP_SET_CHANGED,
            "hostAddressesChanged", EndpointKind.HOST_ADDRESSES_CHANGED));

    FelixKind() {
        super(FELIX);
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        if (!fields.has("did")) {
            throw new IllegalArgumentException("felix.did is missing; allowed: " + String.join(", ", WORDS.keySet()));
        }
        var kind = fields.choice("did", WORDS, "");
        var touched = fields.optional("name")
                .map(name -> new PolicyTouched(fields.text("kind", "NetworkPolicy"), name))
                .orElse(null);
        sees(line, world, FELIX, kind, record -> record.setPolicy(touched));
    }
}
