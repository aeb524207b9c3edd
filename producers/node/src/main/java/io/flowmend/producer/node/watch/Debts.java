/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.producer.node.sample.Moment;
import java.time.Duration;

/** Whether something was lost since the last full dump, and when the next may be taken. */
final class Debts {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    private boolean stale;
    private Moment until;
    private Duration retry = FIRST_RETRY;

    Debts(Moment now) {
        this.until = now;
    }

    /** Something is lost and not yet dumped again: nothing new can be vouched for. */
    boolean stale() {
        return stale;
    }

    boolean due(Moment now) {
        return stale && now.since(until).compareTo(Duration.ZERO) >= 0;
    }

    /** The kernel could not hand over events. */
    void lost(Moment now) {
        if (!stale) {
            stale = true;
            until = now;
        }
    }

    /** Facts found no room; telling all again at once would find none either. */
    void unsaid(Moment now) {
        stale = true;
        until = now.plus(retry);
        var longer = retry.multipliedBy(2);
        retry = longer.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : longer;
    }

    /** A turn without loss. */
    void calm() {
        if (!stale) {
            retry = FIRST_RETRY;
        }
    }

    void paid() {
        stale = false;
    }
}
