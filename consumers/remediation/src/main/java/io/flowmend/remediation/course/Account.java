/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.remediation.order.Refusal;

/** Keeps count. */
public interface Account {

    /** A command was refused by a gate, or a target by its look at the node. */
    void refused(Refusal refusal);

    /** A command came to its end. */
    void ended(Report report);

    /** Of those who count nothing. */
    static Account none() {
        return new Account() {
            @Override
            public void refused(Refusal refusal) {}

            @Override
            public void ended(Report report) {}
        };
    }
}
