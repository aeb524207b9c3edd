/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import io.flowmend.common.kafka.StateFeed;
import io.flowmend.producer.node.codec.PodClaims;
import io.flowmend.producer.node.sample.PodOwners;
import io.flowmend.producer.node.watch.OwnerInbox;
import io.flowmend.schemas.cluster.PodRecord;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses pods own, to all that share it, and what changed, to every watcher.
 *
 * @param clock says when a pod was gone of which only a tombstone is left
 */
public record PodTaker(PodOwners owners, List<OwnerInbox> inboxes, PublishMetrics metrics, InstantSource clock)
        implements StateFeed.Taker<PodRecord> {

    public PodTaker {
        inboxes = List.copyOf(inboxes);
    }

    @Override
    public void take(int partition, String key, @Nullable PodRecord pod) {
        var at = pod == null ? clock.instant() : pod.getEventTime();
        PodClaims.of(pod)
                .ifPresent(claim ->
                        owners.claim(key, claim, at).forEach(news -> inboxes.forEach(inbox -> inbox.put(news))));
    }

    @Override
    public void completed() {
        inboxes.forEach(OwnerInbox::completed);
    }

    @Override
    public void skipped(String key) {
        metrics.podSkipped();
    }
}
