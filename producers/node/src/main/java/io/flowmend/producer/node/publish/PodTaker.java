/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import io.flowmend.common.kafka.StateFeed;
import io.flowmend.producer.node.codec.PodClaims;
import io.flowmend.producer.node.sample.PodOwners;
import io.flowmend.producer.node.watch.OwnerInbox;
import io.flowmend.schemas.cluster.PodRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which addresses pods own, to all that share it, and what changed, to every watcher. */
public record PodTaker(PodOwners owners, List<OwnerInbox> inboxes, PublishMetrics metrics)
        implements StateFeed.Taker<PodRecord> {

    public PodTaker {
        inboxes = List.copyOf(inboxes);
    }

    @Override
    public void take(int partition, String key, @Nullable PodRecord pod) {
        PodClaims.of(pod)
                .ifPresent(
                        claim -> owners.claim(key, claim).forEach(news -> inboxes.forEach(inbox -> inbox.put(news))));
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
