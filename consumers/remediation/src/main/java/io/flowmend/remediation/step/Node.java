/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.order.Task;
import io.flowmend.remediation.owner.Owners;
import java.util.function.Function;

/** The node as the steps see it. */
public record Node(Hands hands, Owners owners, GuardedClock clock, Limits limits) {

    /** Begins rounds over the targets of one task; those that are looked at together share a reading of the rules. */
    public Function<Target, Round> rounds(Task task) {
        var rules = new Rules(hands, clock, limits.fresh());
        return target -> new Round(this, rules, task, target);
    }
}
