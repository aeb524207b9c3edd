/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.Refusal;

/** What one look at the node came to. */
public sealed interface Look {

    Look HOLDS = new Holds();

    /** As it must be. */
    record Holds() implements Look {}

    /** Not as it must be, but it may come true; {@code why} completes "the command expired while ...". */
    record NotYet(String why) implements Look {}

    /** Not as it must be. */
    record Differs(Refusal refusal) implements Look {}

    /** The target is not there any more. */
    record NothingLeft(String why) implements Look {}

    static Look differs(String what) {
        return new Differs(new Refusal.StateDiffers(what));
    }

    static Look unknown(String what) {
        return new Differs(new Refusal.NotKnown(what));
    }

    static Look entryGone() {
        return new NothingLeft("the entry is not there any more");
    }

    static Look socketGone() {
        return new NothingLeft("the socket is not there any more");
    }
}
