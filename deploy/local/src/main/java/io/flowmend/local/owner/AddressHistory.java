/* Licensed under Apache-2.0. */
package io.flowmend.local.owner;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.streams.codec.AddressOwners;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.Owner;
import io.flowmend.streams.ownership.Owners;
import io.flowmend.streams.ownership.Ownership;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What the pods topic holds of one address. A compacted topic forgets earlier versions of a pod, so an ownership may have begun
 * before the record that is left of it.
 *
 * @param owners one interval for each pod
 * @param knownUpTo everything up to here is in the topic; empty without a mark in each partition
 */
public record AddressHistory(Owners owners, Optional<Instant> knownUpTo) {

    /** @param address normalised */
    public static AddressHistory read(KafkaSettings kafka, String address) {
        try (var reader = new TopicReader(kafka, kafka.topic(Topics.PODS));
                var values = Serdes.deserializer(kafka.registry(), PodRecord.class)) {
            var told = new Told(kafka.topic(Topics.PODS), address);
            reader.toEnd(record -> {
                if (record.value() != null) {
                    try {
                        told.take(
                                record.partition(),
                                record.offset(),
                                values.deserialize(record.topic(), record.value()));
                    } catch (SerializationException | IllegalArgumentException unreadable) {
                        told.unreadable(); // the topology has it in the dead letters
                    }
                }
            });
            return told.history(reader.partitionCount());
        }
    }

    /** Whether nothing that happened up to this time can still come. */
    public boolean knows(Instant time) {
        return knownUpTo.filter(known -> !known.isBefore(time)).isPresent();
    }

    /** One turn through the topic. */
    static final class Told {

        private final String topic;
        private final String address;
        private final Map<String, Ownership> pods = new HashMap<>();
        private final Map<Integer, Instant> marks = new HashMap<>();
        private Owners owners = Owners.NONE;
        private boolean whole = true;

        Told(String topic, String address) {
            this.topic = topic;
            this.address = address;
        }

        /** @throws IllegalArgumentException if an address of the pod is none */
        void take(int partition, long offset, PodRecord pod) {
            if (pod.getMark() != null) {
                marks.merge(partition, pod.getMark().getWatermark(), Told::later);
            } else if (pod.getState() != null) {
                var ref = new RecordRef(topic, partition, offset, Refs.origin(pod.getOrigin()), pod.getEventTime());
                var fact = AddressOwners.pod(pod.getState(), pod.getDeleted(), ref);
                var step = pods.getOrDefault(fact.uid(), Ownership.NONE).on(fact);
                pods.put(fact.uid(), step.next());
                step.changes().stream()
                        .filter(owner -> owner.address().equals(address))
                        .forEach(this::owned);
            }
        }

        private void owned(Owner owner) {
            owners = owners.with(owner);
        }

        void unreadable() {
            whole = false;
        }

        AddressHistory history(int partitions) {
            var known = marks.size() == partitions && whole
                    ? marks.values().stream().min(Instant::compareTo)
                    : Optional.<Instant>empty();
            return new AddressHistory(owners, known);
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }
}
