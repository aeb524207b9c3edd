/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

import io.flowmend.common.kafka.StateFeed;
import io.flowmend.producer.node.codec.ServiceClaims;
import io.flowmend.producer.node.watch.AddressInbox;
import io.flowmend.schemas.cluster.ServiceRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What services claim, to every watcher. */
public record ServiceTaker(List<AddressInbox> inboxes, PublishMetrics metrics)
        implements StateFeed.Taker<ServiceRecord> {

    public ServiceTaker {
        inboxes = List.copyOf(inboxes);
    }

    @Override
    public void take(int partition, String key, @Nullable ServiceRecord service) {
        ServiceClaims.of(service)
                .map(addresses -> new AddressInbox.Claim(key, addresses))
                .ifPresent(claim -> inboxes.forEach(inbox -> inbox.put(claim)));
    }

    @Override
    public void completed() {
        inboxes.forEach(AddressInbox::completed);
    }

    @Override
    public void skipped(String key) {
        metrics.serviceSkipped();
    }
}
