/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.GoneOwner;
import io.flowmend.remediation.order.Task;
import io.flowmend.remediation.owner.Ownership;

/** The former owner does not own the address, by this node's own reading of the pods. */
record OwnerIsGone() implements Step.Truth {

    @Override
    public String name() {
        return "owner";
    }

    @Override
    public Look look(Round round) {
        return switch (round.task()) {
            case Task.FreeEntries task -> look(round, task.gone());
            case Task.FreeSockets task -> look(round, task.gone());
            case Task.MendUnNated _, Task.Impossible _ -> Look.HOLDS;
        };
    }

    private static Look look(Round round, GoneOwner gone) {
        return switch (round.owns(gone)) {
            case Ownership.OwnsNot _ -> Look.HOLDS;
            case Ownership.Owns _ -> Look.differs("pod " + gone.uid() + " owns " + gone.address());
            case Ownership.Unknown(var why) ->
                new Look.NotYet("this node did not know the owner of " + gone.address() + ": " + why);
        };
    }
}
