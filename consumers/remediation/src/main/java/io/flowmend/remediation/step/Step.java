/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.Refusal;
import java.util.Optional;

/** One step between a command and its effect. A step may be of more than one kind: the off switch is a gate and a guard. */
public sealed interface Step {

    /** Name in the list, for logs and for the harness that leaves one out. */
    String name();

    /** Looks at the command, once, when it is received. */
    non-sealed interface Gate extends Step {
        Optional<Refusal> check(Received received);
    }

    /** Looks again right before each act at what may have changed since. */
    non-sealed interface Guard extends Step {
        Optional<Refusal> before(Received received);
    }

    /** Looks at the node for one target: whether what makes the act right is so now. */
    non-sealed interface Truth extends Step {
        Look look(Round round);
    }

    /** Records the start, durably, before the first act. */
    non-sealed interface Witness extends Step {
        Optional<Refusal> started(Received received);
    }
}
