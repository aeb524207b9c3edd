/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import io.flowmend.producer.kubernetes.change.Observed;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.change.Tracker;
import io.flowmend.producer.kubernetes.publish.Codec.Envelope;
import io.flowmend.producer.kubernetes.publish.PodCodec;
import io.flowmend.producer.kubernetes.read.PodReader;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.streams.codec.AddressOwners;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.Owner;
import io.flowmend.streams.ownership.Owners;
import io.flowmend.streams.ownership.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who owned which address when, of a run of recorded versions: production's way from the API's object to the owners. */
final class Lives {

    private static final String CLUSTER = "recorded";

    private final Tracker<PodFacts> tracker = new Tracker<>();
    private final PodCodec codec = new PodCodec();
    private final Map<String, byte[]> held = new HashMap<>();
    private final Map<String, Owners> owners = new TreeMap<>();
    private long records;

    static Lives of(List<Seen> versions) {
        var lives = new Lives();
        versions.stream().sorted(Comparator.comparing(Seen::at)).forEach(lives::on);
        return lives;
    }

    void on(Seen seen) {
        var version = new Observed<>(PodReader.read(seen.pod()), Long.toString(++records));
        var publications = seen.deleted() ? tracker.deleted(version, seen.at()) : tracker.changed(version, seen.at());
        for (var publication : publications) {
            if (publication instanceof Publication.State state) {
                on(published(state));
            }
        }
    }

    Owners ownersOf(String address) {
        return owners.getOrDefault(address, Owners.NONE);
    }

    /** All intervals, each {@code address namespace/name uid from until why}. */
    List<String> intervals() {
        return all().stream().map(Lives::text).toList();
    }

    List<Owner> all() {
        return owners.values().stream().flatMap(each -> each.all().stream()).toList();
    }

    private PodRecord published(Publication.State state) {
        var origin = new ApiOrigin(
                CLUSTER,
                codec.kind().apiName(),
                state.facts().identity().uid(),
                state.resourceVersion(),
                state.observedAt(),
                state.relisted());
        var envelope = new Envelope(origin, state.observedAt(), false, state.deleted(), state.changed());
        try {
            return PodRecord.getDecoder().decode(PodRecord.getEncoder().encode(codec.state(envelope, state)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void on(PodRecord record) {
        var ref =
                new RecordRef(Topics.PODS.name(""), 0, records, Refs.origin(record.getOrigin()), record.getEventTime());
        var pod = AddressOwners.pod(record.getState(), record.getDeleted(), ref);
        var before = held.containsKey(pod.uid()) ? AddressOwners.ownership(held.get(pod.uid())) : Ownership.NONE;
        var step = before.on(pod);
        held.put(pod.uid(), AddressOwners.bytes(step.next()));
        for (var owner : step.changes()) {
            owners.put(owner.address(), ownersOf(owner.address()).with(owner));
        }
    }

    private static String text(Owner owner) {
        return String.join(
                " ",
                owner.address(),
                owner.pod(),
                owner.uid().substring(0, Math.min(8, owner.uid().length())),
                owner.from().toString(),
                owner.until().map(Owner.Until::at).map(Instant::toString).orElse("-"),
                owner.until().map(end -> end.why().name()).orElse("-"));
    }
}
