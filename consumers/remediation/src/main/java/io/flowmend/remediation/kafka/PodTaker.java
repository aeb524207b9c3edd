/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import io.flowmend.common.kafka.StateFeed;
import io.flowmend.remediation.codec.PodHoldings;
import io.flowmend.remediation.owner.Holding;
import io.flowmend.remediation.owner.PodView;
import io.flowmend.schemas.cluster.PodRecord;
import org.jspecify.annotations.Nullable;

/** The pods topic into a view. Of a pod whose record cannot be read nothing is concluded until its next record. */
public record PodTaker(PodView view) implements StateFeed.Taker<PodRecord> {

    @Override
    public void take(int partition, String key, @Nullable PodRecord pod) {
        if (pod == null) {
            view.apply(new Holding.Ended(uid(key)));
            return;
        }
        PodHoldings.of(pod).ifPresent(view::apply);
        if (pod.getMark() != null) {
            view.marked(partition, pod.getMark().getWatermark());
        }
    }

    @Override
    public void completed() {
        view.completed();
    }

    /** That pod may own what others are told to be free of. */
    @Override
    public void skipped(String key) {
        view.doubtful(uid(key));
    }

    private static String uid(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
