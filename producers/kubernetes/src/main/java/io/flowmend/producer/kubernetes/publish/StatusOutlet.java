/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.mark.LeastMark;
import io.flowmend.producer.kubernetes.mark.Mark;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.telemetry.StatusMark;
import io.flowmend.schemas.telemetry.StatusRecord;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The least watermark into every partition of the nodes' status topic. Every watch's thread calls it, one at a time. */
final class StatusOutlet {

    private final String cluster;
    private final String topic;
    private final Sender sender;
    private final InstantSource clock;
    private final InstantSource wallClock;
    private final LeastMark least = new LeastMark();

    StatusOutlet(String cluster, String topic, Sender sender, InstantSource clock, InstantSource wallClock) {
        this.cluster = cluster;
        this.topic = topic;
        this.sender = sender;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    synchronized void moved(Kind kind, Mark mark) {
        least.moved(kind, mark.watermark()).ifPresent(this::write);
    }

    private void write(Instant watermark) {
        var time = RecordTime.of(watermark, wallClock.instant(), Topics.NODE_STATUS.oldest());
        var sentAt = clock.instant();
        var partitions = sender.partitions(topic);
        for (var partition = 0; partition < partitions; partition++) {
            var value = StatusRecord.newBuilder()
                    .setCluster(cluster)
                    .setMark(new StatusMark(watermark, sentAt, partition, partitions))
                    .build();
            sender.send(new ProducerRecord<>(
                    topic, partition, time.timestamp().toEpochMilli(), cluster + "/_mark/" + partition, value));
        }
    }
}
