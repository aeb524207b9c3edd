/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.Refusal;
import java.util.Optional;

/** For this node of this cluster. A partition carries the commands of other nodes too. */
public record Addressed(String cluster, String node) implements Step.Gate {

    @Override
    public String name() {
        return "address";
    }

    public String key() {
        return cluster + "/" + node;
    }

    @Override
    public Optional<Refusal> check(Received received) {
        var to = received.order().cluster() + "/" + received.order().node();
        return to.equals(key()) ? Optional.empty() : Optional.of(new Refusal.NotForMe(to, key()));
    }
}
