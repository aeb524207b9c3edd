/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.streams.codec.AddressFacts;
import io.flowmend.streams.codec.ClusterFacts;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.failure.Decoder;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.service.AddressBook;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceFact;
import io.flowmend.streams.service.SliceFact;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Services, slices and what was last said of their addresses, per service name. */
final class ServiceStore {

    private static final String SERVICE = "service";
    private static final String SLICE = "slice";
    private static final String SAID = "said";
    private static final String SEQUENCE = "sequence";

    private final SortedStore store;
    private final String servicesTopic;
    private final Decoder<ServiceRecord> services;
    private final Decoder<EndpointSliceRecord> slices;
    private final BackendStore backends;

    ServiceStore(
            SortedStore store,
            String servicesTopic,
            Decoder<ServiceRecord> services,
            Decoder<EndpointSliceRecord> slices,
            Duration memory) {
        this.store = store;
        this.backends = new BackendStore(store, memory);
        this.servicesTopic = servicesTopic;
        this.services = services;
        this.slices = slices;
    }

    /**
     * @param gone the service no longer has the address
     * @param sequence order of the changes of one service: several may have one event time
     */
    record Change(AddressFact fact, boolean gone, long sequence) {}

    /** What one fact changes. */
    record Changes(List<Change> addresses, List<BackendStore.Change> backends) {}

    /** Takes the next fact in order and tells what it changes. */
    Changes apply(String service, TracedValue value) {
        if (value.record().topic().equals(servicesTopic)) {
            var record = value.decoded(services);
            keep(SERVICE, service, record.getOrigin().getUid(), value, record.getDeleted());
            return new Changes(changes(service, value), List.of());
        }
        var record = value.decoded(slices);
        var elsewhere = !service.endsWith("/" + record.getState().getServiceName());
        var gone = record.getDeleted() || elsewhere;
        keep(SLICE, service, record.getOrigin().getUid(), value, gone);
        var now = gone ? List.<Backend>of() : ClusterFacts.backends(record.getState(), value.record());
        var sequence = nextSequence(service);
        return new Changes(
                changes(service, value),
                backends.apply(service, record.getOrigin().getUid(), now, value.record(), sequence));
    }

    /** What the services of the partition have been without for so long that nobody will ask. */
    List<ForgetList.Due> forget(Instant until) {
        return backends.forget(until);
    }

    private List<Change> changes(String service, TracedValue cause) {
        var before = said(service);
        var after = new ArrayList<AddressFact>();
        var ready = slicesOf(service);
        for (var each : servicesOf(service)) {
            after.addAll(AddressBook.of(each, ready, before, cause.record()));
        }
        var changes = new ArrayList<Change>();
        var sequence = nextSequence(service);
        for (var fact : after) {
            if (before.stream().noneMatch(old -> isSame(old, fact) && old.saysTheSameAs(fact))) {
                changes.add(new Change(fact, false, sequence));
                store.put(saidKey(service, fact), AddressFacts.bytes(fact));
            }
        }
        for (var old : before) {
            if (after.stream().noneMatch(fact -> isSame(old, fact))) {
                changes.add(new Change(old, true, sequence));
                store.delete(saidKey(service, old));
            }
        }
        return changes;
    }

    private long nextSequence(String service) {
        var key = new Key().text(service).text(SEQUENCE).bytes();
        var last = store.get(key);
        var next = last == null ? 1 : ByteBuffer.wrap(last).getLong() + 1;
        store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(next).array());
        return next;
    }

    private void keep(String kind, String service, String name, TracedValue value, boolean deleted) {
        var key = new Key().text(service).text(kind).text(name).bytes();
        if (deleted) {
            store.delete(key);
        } else {
            store.put(key, value.bytes());
        }
    }

    private List<ServiceFact> servicesOf(String service) {
        return values(service, SERVICE).stream()
                .map(value -> ClusterFacts.service(value.decoded(services).getState(), value.record()))
                .toList();
    }

    private List<SliceFact> slicesOf(String service) {
        return values(service, SLICE).stream()
                .map(value -> ClusterFacts.slice(value.decoded(slices).getState(), value.record()))
                .toList();
    }

    private List<TracedValue> values(String service, String kind) {
        var values = new ArrayList<TracedValue>();
        var prefix = new Key().text(service).text(kind);
        store.scan(prefix.bytes(), prefix.end(), (key, bytes) -> values.add(TracedValue.read(bytes)));
        return values;
    }

    private List<AddressFact> said(String service) {
        var said = new ArrayList<AddressFact>();
        var prefix = new Key().text(service).text(SAID);
        store.scan(prefix.bytes(), prefix.end(), (key, bytes) -> said.add(AddressFacts.fact(bytes)));
        return said;
    }

    private static boolean isSame(AddressFact one, AddressFact other) {
        return one.uid().equals(other.uid()) && one.address().equals(other.address());
    }

    private static byte[] saidKey(String service, AddressFact fact) {
        return new Key()
                .text(service)
                .text(SAID)
                .text(fact.uid())
                .text(fact.address().text())
                .bytes();
    }
}
