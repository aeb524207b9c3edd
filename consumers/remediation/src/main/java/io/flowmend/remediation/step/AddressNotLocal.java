/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.Task;

/** The service address is not the node's own: a process of the node may answer there without any NAT. */
record AddressNotLocal() implements Step.Truth {

    @Override
    public String name() {
        return "not-local";
    }

    @Override
    public Look look(Round round) {
        return switch (round.task()) {
            case Task.MendUnNated task
            when round.isLocal(task.address().ip()) ->
                Look.differs(task.address().ip() + " is an address of this node");
            case Task.MendUnNated _, Task.FreeEntries _, Task.FreeSockets _, Task.Impossible _ -> Look.HOLDS;
        };
    }
}
