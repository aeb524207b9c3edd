/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import io.fabric8.kubernetes.api.model.Service;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.publish.Codec.Envelope;
import io.flowmend.producer.kubernetes.publish.ServiceCodec;
import io.flowmend.producer.kubernetes.read.ServiceReader;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.streams.codec.AddressFacts;
import io.flowmend.streams.codec.ClusterFacts;
import io.flowmend.streams.codec.Refs;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.AddressBook;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.SliceFact;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each service address was worth when, of an audit log's services. */
final class ServiceLives {

    private final ServiceCodec codec = new ServiceCodec();
    private final Map<String, String> clusterIps = new HashMap<>();
    private final List<SliceFact> slices = new ArrayList<>();
    private final Map<String, List<AddressFact>> said = new HashMap<>();
    private final List<String> intervals = new ArrayList<>();
    private long records;

    /**
     * @param expected assumes with {@code cluster-ip uid address} what a request does not hold (the uid is that of the
     *     request), and with {@code ready protocol node} a slice that has a ready backend all the time
     */
    ServiceLives(Expectations expected) {
        expected.of("cluster-ip").forEach(words -> clusterIps.put(words.getFirst(), words.getLast()));
        for (var words : expected.of("ready")) {
            slices.add(new SliceFact(
                    "assumed",
                    false,
                    List.of(new SliceFact.Port("", Integer.parseInt(words.getFirst()))),
                    List.of(new SliceFact.Endpoint(
                            true, true, false, Optional.of(words.getLast()), List.of("10.244.0.1"))),
                    new RecordRef(Topics.ENDPOINT_SLICES.name(""), 0, 0, "assumed", Instant.EPOCH)));
        }
    }

    void on(AuditEvent event) throws IOException {
        switch (event.what()) {
            case "create services" -> created(event);
            case "delete services" -> deleted(event);
            default -> {} // of pods and deployments
        }
    }

    private void created(AuditEvent event) throws IOException {
        var uid = event.json().path("auditID").asText();
        var service = event.object(Service.class)
                .edit()
                .editMetadata()
                .withUid(uid)
                .endMetadata()
                .editSpec()
                .withClusterIP(clusterIps.get(uid))
                .endSpec()
                .build();
        var record = published(service, event.at());
        var ref = ref(record);
        var fact = ClusterFacts.service(record.getState(), ref);
        said.put(
                event.name(),
                AddressBook.of(fact, slices, said.getOrDefault(event.name(), List.of()), ref).stream()
                        .map(address -> AddressFacts.fact(AddressFacts.bytes(address)))
                        .toList());
    }

    /** A request to delete names no uid: it meets the one that lives under the name. */
    private void deleted(AuditEvent event) {
        var ended = said.remove(event.name());
        if (ended == null) {
            throw new IllegalStateException("nothing lives under the name " + event.name());
        }
        ended.forEach(fact -> intervals.add(text(fact, event.at().toString())));
    }

    /** All intervals, each {@code address namespace/name uid from until ready-since}; those that have ended first. */
    List<String> intervals() {
        var all = new ArrayList<>(intervals);
        said.values().forEach(facts -> facts.forEach(fact -> all.add(text(fact, "-"))));
        return all;
    }

    private ServiceRecord published(Service service, Instant at) throws IOException {
        var facts = ServiceReader.read(service);
        var state = new Publication.State(facts, Long.toString(++records), at, List.of(), false, false);
        var origin = new ApiOrigin(
                "recorded", codec.kind().apiName(), facts.identity().uid(), state.resourceVersion(), at, false);
        var record = codec.state(new Envelope(origin, at, false, false, List.of()), state);
        return ServiceRecord.getDecoder().decode(ServiceRecord.getEncoder().encode(record));
    }

    private RecordRef ref(ServiceRecord record) {
        return new RecordRef(
                Topics.SERVICES.name(""), 0, records, Refs.origin(record.getOrigin()), record.getEventTime());
    }

    private static String text(AddressFact fact, String until) {
        return String.join(
                " ",
                fact.address().text(),
                fact.namespace() + "/" + fact.name(),
                fact.uid().substring(0, 8),
                fact.service().time().toString(),
                until,
                fact.readySince().map(Instant::toString).orElse("-"));
    }
}
